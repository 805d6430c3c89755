// Small conveniences over pages that work without them: keys, muting in place, lighting rows, the theme.
"use strict";

const root = document.documentElement;
const typing = (e) => e.target.closest("input, select, textarea, dialog") || e.ctrlKey || e.metaKey || e.altKey;
const keep = (name, value) => { document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=strict`; };

document.querySelector("[data-theme-switch]")?.addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  keep("theme", root.dataset.theme);
});

document.querySelectorAll('.judge input[name="who"]').forEach((field) => {
  field.addEventListener("change", () => keep("who", field.value));
});

const keys = document.getElementById("keys");
document.querySelector("[data-keys]")?.addEventListener("click", (e) => { e.preventDefault(); keys.showModal(); });

// The reader: choosing a row lights its words and keeps the address; the chosen row's details come with the page.
const text = document.getElementById("text");
const list = document.getElementById("rowlist");
const light = (row) => {
  text.querySelectorAll(".lit").forEach((x) => x.classList.remove("lit"));
  if (row) text.querySelectorAll(`[data-r~="${CSS.escape(row)}"]`).forEach((x) => x.classList.add("lit"));
};
if (text && list) {
  list.addEventListener("pointerover", (e) => light(e.target.closest("[data-row]")?.dataset.row));
  list.addEventListener("pointerleave", () => light(null));
  list.addEventListener("focusin", (e) => light(e.target.closest("[data-row]")?.dataset.row));
  text.addEventListener("click", (e) => {
    if (String(getSelection())) return;
    const rows = (e.target.closest("[data-r]")?.dataset.r || "").split(" ").reverse();
    const link = rows.map((r) => list.querySelector(`[data-row="${CSS.escape(r)}"]`)).find(Boolean);
    if (link) link.click();
  });
  document.querySelectorAll("[data-mute]").forEach((a) => a.addEventListener("click", (e) => {
    e.preventDefault();
    const off = text.classList.toggle(`no-${a.dataset.mute}`);
    a.classList.toggle("off", off);
    a.setAttribute("aria-checked", String(!off));
    const address = new URL(location);
    const muted = [...text.classList].filter((c) => c.startsWith("no-")).map((c) => c.slice(3)).sort();
    if (muted.length) address.searchParams.set("mute", muted.join(".")); else address.searchParams.delete("mute");
    history.replaceState(null, "", address);
  }));
  document.querySelectorAll("[data-mute]").forEach((a) => a.addEventListener("keydown", (e) => {
    if (e.key === " ") { e.preventDefault(); a.click(); }
  }));
}
const current = list?.querySelector("[aria-current]");
if (current) {
  current.scrollIntoView({ block: "nearest" });
  document.getElementById(current.dataset.row)?.scrollIntoView({ block: "center" });
}

// n and p: through the rows of a report, or through the links of the page's list.
const step = (by) => {
  if (list) {
    const rows = [...list.querySelectorAll("[data-row]")];
    const at = rows.findIndex((x) => x === document.activeElement || x === current && !rows.includes(document.activeElement));
    rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)]?.click();
    return;
  }
  const links = [...document.querySelectorAll("[data-step] a")].filter((a) => !a.closest("td"));
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  const next = links[Math.min(Math.max(at + by, 0), links.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
};

const places = { o: "/", f: "/figures", c: "/claims", r: "/reports", t: "/origins", s: "/sources", l: "/timeline", m: "/map", d: "/doubts" };
let going = false;
document.addEventListener("keydown", (e) => {
  if (typing(e)) return;
  if (going && places[e.key]) {
    going = false;
    document.querySelector(`.views a[href^="${places[e.key]}?"], .views a[href="${places[e.key]}"]`)?.click();
    return;
  }
  going = e.key === "g";
  if (e.key === "/") { e.preventDefault(); (document.getElementById("sw") || document.getElementById("find")).focus(); }
  else if (e.key === "n") step(1);
  else if (e.key === "p") step(-1);
  else if (e.key === "u") document.querySelector(".clear")?.click();
  else if (e.key === "?") keys.showModal();
});

// The graph: a name's lines light up while it is pointed at or has the focus.
document.querySelectorAll(".sayso.graph").forEach((graph) => {
  const show = (e) => {
    const name = e.type === "pointerleave" || e.type === "focusout" ? null : e.target.closest("[data-v]")?.dataset.v;
    graph.querySelectorAll(".edge").forEach((x) => x.classList.toggle("lit", Boolean(name) && (x.dataset.a === name || x.dataset.b === name)));
  };
  ["pointerover", "pointerleave", "focusin", "focusout"].forEach((kind) => graph.addEventListener(kind, show));
});

// A case may grow while its page is open: what came in since is told, and shown when the reader asks for it.
const news = document.querySelector(".news[data-state]");
const NEWS_EVERY = 2000; // milliseconds
const tell = async () => {
  const answer = await fetch(`/news?after=${news.dataset.state}`).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const found = await answer.json();
  if (!found.reports.length) return;
  const many = found.reports.length + found.more;
  const told = `${many} ${found.compared} ${found.reports.map((r) => r.id).join(" ")}`;
  if (news.dataset.told === told) return;
  news.dataset.told = told;
  const names = found.reports.reverse().flatMap((r) => {
    const report = document.createElement("a");
    report.href = `/read/${encodeURIComponent(r.id)}`;
    report.textContent = r.title || r.path;
    return [report, r.outlet ? ` (${r.outlet}); ` : "; "];
  });
  const show = document.createElement("a");
  show.href = location.href;
  show.textContent = "Show what changed on this page";
  show.addEventListener("click", (e) => { e.preventDefault(); location.reload(); });
  news.replaceChildren(
    `${many} ${many === 1 ? "report" : "reports"} came in: `, ...names, found.more ? `and ${found.more} more. ` : "",
    found.compared ? "" : "Not yet compared with the others. ", show,
  );
};
if (news) setInterval(() => { if (!document.hidden) tell(); }, NEWS_EVERY);
