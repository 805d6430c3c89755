"""Reports that try to get a name past the mask: each with what must not be found in anything that leaves the case.

``gone``: strings that a reader must not find in any letter case, with or without escapes and packing. ``kept``: what the
mask must not take, for one that blackens everything would pass too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attack:
    """One report: its file, its text, what must be gone and what must stay."""

    file: str
    text: str
    gone: tuple[str, ...]
    kept: tuple[str, ...] = ()


ATTACKS: tuple[Attack, ...] = (
    Attack(
        "01-address.txt",
        "“The water came at night,” said Ivetta Skarlund, a shopkeeper. Her account stands at "
        "https://ost-courier.example/people/ivetta-skarlund?id=7 and https://ost-courier.example/skarlundivetta.html.\n",
        ("Ivetta", "Skarlund"), ("water came at night", "ost-courier.example"),
    ),
    Attack(
        "02-interview-with-Bogdan-Tarvenko.txt",
        "“We carried the children out,” a volunteer said on Monday. The clinic counted 12 patients.\n",
        ("Bogdan", "Tarvenko"), ("12 patients",),
    ),
    Attack(
        "03-hyphens.txt",
        "“I counted eleven boats,” said Marta Kolvender. The men took Kol-\nvender away, and Mar-\nta’s house stood empty.\n",
        ("Marta", "Kolvender", "vender"), ("eleven boats",),
    ),
    Attack(
        "04-possessives.txt",
        "Emil Drosset said the well was poisoned. Drosset’s claim and the Drossets' field were checked; Emil's did not "
        "hold.\n",
        ("Emil", "Drosset"), ("well was poisoned",),
    ),
    Attack(
        "05-diminutives.txt",
        "“They shot at us,” said Oleksandra Viterska. Everybody calls her Sasha. Sasha Viterska and Lesia Viterska were one.\n"
        "“Сашенька Витерская жива,” said an aid worker of Oleksandra Viterska.\n",
        ("Oleksandra", "Viterska", "Sasha", "Витерск", "Сашеньк"), ("They shot at us",),
    ),
    Attack(
        "06-patronymics.txt",
        "“Polls opened late,” said Galina Petrovna Mostovaya. Galina Petrovna then left. Mostovaya G. P. signed the list.\n",
        ("Galina", "Petrovna", "Mostovaya", "G. P."), ("Polls opened late",),
    ),
    Attack(
        "07-nicknames.txt",
        "Henrik “Moose” Aldersen, a driver, said two trucks burned. Moose said so twice. Aldersen, also known as Hakk, hid.\n",
        ("Henrik", "Aldersen", "Moose", "Hakk"), ("two trucks burned",),
    ),
    Attack(
        "08-initials.txt",
        "“I saw the ballots,” said Renata Obrecht (RO). RO: They were burned. R. Obrecht signed; so did R.O. and O.R.\n",
        ("Renata", "Obrecht", "R.O.", "(RO)", "RO:"), ("saw the ballots",),
    ),
    Attack(
        "09-mail.txt",
        "“Write to me,” said Tomas Hellqvist: tomas.hellqvist@post.example, thellqvist82@post.example or "
        "hellqvist_tomas@post.example.\n",
        ("Tomas", "Hellqvist"), ("Write to me",),
    ),
    Attack(
        "10-handles.txt",
        "Yevhenia Marchuk (@zhenya_sees) filmed the strike. #FreeMarchuk and #freeyevheniamarchuk trended, with "
        "@MarchukYevhenia. “Nobody came,” Yevhenia Marchuk said. Later @zhenya_sees fell silent.\n",
        ("Yevhenia", "Marchuk", "zhenya"), ("filmed the strike",),
    ),
    Attack(
        "11-capitals.txt",
        "NURSE DELPHINE OKAFORTE SAYS WARD IS FULL\n\nDelphine Okaforte, a nurse, said the ward was full. MS OKAFORTE wept.\n",
        ("Delphine", "Okaforte"), ("ward",),
    ),
    Attack(
        "12-ocr.txt",
        "Benedikt Stavrosen said the dam held. Bened ikt St avrosen, 8enedikt Stavr0sen and B E N E D I K T left.\n",
        ("Benedikt", "Stavrosen", "avrosen", "enedikt", "Stavr0sen", "B E N E D"), ("the dam held",),
    ),
    Attack(
        "13-lines.txt",
        "It was seen by Kornelia\nVasterholt, who said nine graves were dug. Kornelia  Vasterholt left.\n",
        ("Kornelia", "Vasterholt"), ("nine graves",),
    ),
    Attack(
        "14-scripts.txt",
        "“Воды нет,” сказала Людмила Гончаренко. Речь шла о Людмиле Гончаренко. Lyudmila Honcharenko and Ludmila "
        "Goncharenko are one; Людмилою Гончаренко пишався син.\n",
        ("Людмил", "Гончаренко", "Lyudmila", "Ludmila", "Honcharenko", "Goncharenko"), ("Воды нет",),
    ),
    Attack(
        "15-cases.txt",
        "“Мы ушли ночью,” сказал Павел Белоцерковский. Павла Белоцерковского искали; с Павлом Белоцерковским говорили; "
        "о Белоцерковском молчали.\n",
        ("Павел", "Павла", "Павлом", "Белоцерковск"), ("ушли ночью",),
    ),
    Attack(
        "16-lamenting.txt",
        "«Води немає», — сказав Федір Кравець. Федора Кравця шукали. Федору Кравцю подзвонили.\n",
        ("Федір", "Федор", "Кравець", "Кравц"), ("Води немає",),
    ),
    Attack(
        "17-laws.txt",
        "Judit Wernholm died in the camp, her sister said. The Wernholm Act and Wernholm Street recall her; “Judit’s Law” "
        "passed.\n",
        ("Judit", "Wernholm"), ("died in the camp",),
    ),
    Attack(
        "18-namesakes.txt",
        "Governor Marius Fellbrandt opened the dyke. “He drowned us,” said Petra Fellbrandt, a farmer. Fellbrandt wept.\n",
        ("Petra",), ("Marius Fellbrandt opened the dyke",),
    ),
    Attack(
        "19-chain.txt",
        "The Courier quoted a medic, Arvid Sommerlath, who had it from Gudrun Tessmann, that 14 people were dead.\n",
        ("Arvid", "Sommerlath", "Gudrun", "Tessmann"), ("14 people were dead",),
    ),
    Attack(
        "20-headline.html",
        "<html><head><title>Nadezhda Korvin: I hid in the cellar</title></head><body><article>"
        "<p>A woman told the Courier on Monday that she had hidden in the cellar for nine days with 30 people.</p>"
        "<p>The shelling went on until the evening, she said, and nobody came to help them there.</p></article></body></html>",
        ("Nadezhda", "Korvin"), ("hidden in the cellar",),
    ),
    Attack(
        "21-caption.html",
        "<html><head><title>Floods</title><meta name=author content='Silvia Brandmeier'></head><body><article><h1>Floods</h1>"
        "<p>The river rose by two metres during the night, the board said on Monday evening again.</p>"
        "<figure><img src='/img/rosalind-achter.jpg' alt='Rosalind Achter at her door'><figcaption>Rosalind Achter at her "
        "door on Monday.</figcaption></figure><p>Officials said 40 people were missing in the valley after it.</p>"
        "</article></body></html>",
        ("Silvia", "Brandmeier", "Rosalind", "Achter"), ("40 people were missing",),
    ),
    Attack(
        "22-family.txt",
        "“My son Zdenek is gone,” a woman said. Jonas Ekwall said his wife Mirabel and his brother Casimir had fled. He is a "
        "father of three.\n",
        ("Zdenek", "Jonas", "Ekwall", "Mirabel", "Casimir", "father of three", "his wife"), ("had fled",),
    ),
    Attack(
        "23-town.txt",
        "Torvald Simmering, 41, a fisherman from Vestermark, said the boats were gone. Simmering, who was born in Holmsund "
        "on 3 May 1981, lives in Vestermark. The forty-two-year-old’s wife wept. Vestermark was flooded on Monday.\n",
        ("Torvald", "Simmering", "fisherman from Vestermark", "lives in Vestermark", "Holmsund", "1981", ", 41,",
         "forty-two-year-old"), ("boats were gone", "flooded on Monday"),
    ),
    Attack(
        "24-maiden.txt",
        "Agneta Rydell, née Stromqvist, said the school burned. Agneta Rydell-Hask and A. Stromqvist are the same person.\n",
        ("Agneta", "Rydell", "Stromqvist", "Hask"), ("school burned",),
    ),
    Attack(
        "25-escapes.txt",
        "“No doctors,” said Флора Тимченко. https://news.example/%D0%A4%D0%BB%D0%BE%D1%80%D0%B0-%D0%A2%D0%B8%D0%BC%D1%87%D0"
        "%B5%D0%BD%D0%BA%D0%BE and &#1060;&#1083;&#1086;&#1088;&#1072; and \\u0424\\u043b\\u043e\\u0440\\u0430 stood there.\n",
        ("Флора", "Тимченко", "%D0%A2%D0%B8%D0%BC", "&#1060;", "u0424"), ("No doctors",),
    ),
    Attack(
        "26-hidden.txt",
        "Wil\u00adhelmina Ast\u200bergaard said the ferry sank. W\u0456lhelmina Asterga\u0430rd is a nurse. "
        "Wilhelmina Ástergaard too.\n",
        ("Wilhelmina", "Astergaard", "hелmina", "ergaard"), ("ferry sank",),
    ),
    Attack(
        "27-apostrophes.txt",
        "“Roads are mined,” said Declan O'Shaughlin. OShaughlin, O’Shaughlin and O Shaughlin; Лук'янчук Олена, Лук’янчук, "
        "Лукянчук.\n",
        ("Declan", "Shaughlin", "янчук", "Олена"), ("Roads are mined",),
    ),
    Attack(
        "28-call-sign.txt",
        "“We hold the bridge,” said a fighter with the call sign Kestrel. Kestrel is Vadym Zalizko. KESTREL SPEAKS, it said.\n",
        ("Kestrel", "Vadym", "Zalizko"), ("hold the bridge",),
    ),
    Attack(
        "29-words.txt",
        "“The moss is dry,” said Rose Heather, a botanist. HEATHER ON FIRE. Heather saw the heather burn; a rose grew.\n",
        ("Rose Heather", "HEATHER ON", "Heather saw"), ("heather burn", "a rose grew"),
    ),
    Attack(
        "30-particles.txt",
        "Ludo van der Meersch and Carmen de la Puente y Soler said the tests were false. Van der Meersch left; "
        "de la Puente stayed. Meersch, L. v. d.\n",
        ("Ludo", "Meersch", "Carmen", "Puente", "Soler"), ("tests were false",),
    ),
    Attack(
        "31-mail.eml",
        "From: Birgitta Almqvist <b.almqvist@post.example>\nTo: desk@courier.example\nSubject: what Birgitta Almqvist saw\n"
        "Date: Tue, 15 Apr 2025 06:30:00 +0200\n\nThe bridge was hit at noon and 17 people were killed, the mayor said.\n\n"
        "Birgitta Almqvist\n",
        ("Birgitta", "Almqvist"), ("17 people were killed",),
    ),
    Attack(
        "32-table.csv",
        "title,text,author,url\n"
        "Voices,\"A teacher said 9 pupils were ill. \"\"They cough,\"\" said Isolde Grauert.\",Isolde Grauert,"
        "https://x.example/isolde_grauert\n",
        ("Isolde", "Grauert"), ("9 pupils were ill",),
    ),
)  # fmt: skip
