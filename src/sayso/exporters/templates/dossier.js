"use strict";
// A link to words inside a folded report opens it first.
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let x = target; x; x = x.parentElement) if (x.tagName === "DETAILS") x.open = true;
  if (!target) return;
  document.querySelectorAll(".lit").forEach((x) => x.classList.remove("lit"));
  document.querySelectorAll(`[data-r~="${CSS.escape(target.id)}"]`).forEach((x) => x.classList.add("lit"));
  target.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", open);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((x) => { x.open = true; }));
if (location.hash) open();
