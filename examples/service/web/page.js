"use strict";

// The server sends segments of the text with the numbers of their hits, so no
// offset is ever computed here. All text becomes text nodes, never markup.

const examples = {
  zh: "我会俄罗斯客户求购：干扰发生器、无人机探测器（品牌BorisTone、Assel Labs、Bulat）或其他同类技术方案、无人机干扰器、通信频段干扰器。有货的厂家请联系。",
  ru: "Для заказчиков из России ищем генераторы помех, детекторы дронов (марки BorisTone, Assel Labs, «Булат») или сопоставимые решения, подавители дронов и подавители диапазонов связи.",
  en: "Wanted for customers in Russia: interference generators, drone detectors (trade names BorisTone, Assel Labs, Bulat) or comparable technology, drone jammers, communication-band jammers.",
};

const byID = (id) => document.getElementById(id);

function element(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  e.append(...children);
  return e;
}

const colour = (category) => "hit c-" + category.replace(/[^a-z0-9-]/g, "-");

function marked(result) {
  const seen = new Set();
  return result.segments.map((s) => {
    if (!s.hits) return document.createTextNode(s.text);
    const n = s.hits[0];
    const attributes = { class: colour(result.hits[n].category), href: "#hit-" + (n + 1), title: result.hits[n].term };
    const fresh = s.hits.filter((n) => !seen.has(n));
    fresh.forEach((n) => seen.add(n));
    if (fresh.length) attributes["data-n"] = fresh.map((n) => n + 1).join(",");
    if (fresh.includes(n)) attributes.id = "in-" + (n + 1);
    return element("a", attributes, s.text);
  });
}

function list(items) {
  return element("ul", {}, ...items.map((item) => element("li", {}, item)));
}

function row(hit, n, entries) {
  const entry = entries[hit.entry];
  const goods = element("td", {}, entry ? entry.title || hit.entry : hit.kind, element("br", {}),
    element("span", { class: "small" }, [hit.category, hit.term].filter(Boolean).join(" · ")));
  if (entry) {
    const more = [...entry.notes, ...entry.sources.map((s) => "Source: " + [s.title, s.publisher, s.date].filter(Boolean).join(", "))];
    if (more.length) {
      goods.append(element("details", { class: "small" }, element("summary", {}, "notes and sources"), list(more)));
    }
  }
  return element("tr", { id: "hit-" + n, tabindex: "-1" },
    element("td", {}, String(n)),
    element("td", {}, element("a", { href: "#in-" + n }, hit.text)),
    goods,
    element("td", {}, list(hit.codes.map((c) => c.regime + " " + c.id + (c.tier ? " (tier " + c.tier + ")" : "")))),
    element("td", {}, hit.how.join(", ")));
}

function legend(hits) {
  const counts = new Map();
  for (const h of hits) counts.set(h.category, (counts.get(h.category) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([category, n]) =>
    element("li", {}, element("span", { class: colour(category) }, category), " " + n));
}

function show(answer) {
  const result = answer.results[0];
  const n = result.hits.length;
  byID("marked").replaceChildren(...marked(result));
  byID("legend").replaceChildren(...legend(result.hits));
  byID("rows").replaceChildren(...result.hits.map((h, i) => row(h, i + 1, answer.entries || {})));
  byID("results").hidden = n === 0;
  byID("version").textContent = answer.lists.version + ", " + answer.lists.hash.slice(0, 12);
  byID("status").textContent = n === 0 ? "No hits." : n === 1 ? "1 hit." : n + " hits.";
}

let latest = 0;

async function scan() {
  const mine = ++latest;
  const button = byID("scan");
  byID("error").textContent = "";
  byID("status").textContent = "Scanning…";
  button.disabled = true;
  try {
    const response = await fetch("v1/scan", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text: byID("text").value, details: true }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    if (mine === latest) show(answer);
  } catch (e) {
    byID("status").textContent = "";
    byID("results").hidden = true;
    byID("error").textContent = "Not scanned: " + e.message;
  } finally {
    button.disabled = false;
  }
}

byID("form").addEventListener("submit", (event) => {
  event.preventDefault();
  scan();
});
byID("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) scan();
});
for (const button of document.querySelectorAll(".example")) {
  button.addEventListener("click", () => {
    byID("text").value = examples[button.lang];
    scan();
  });
}
fetch("v1/lists").then((r) => r.json()).then((l) => {
  byID("version").textContent = l.version + ", " + l.hash.slice(0, 12);
}).catch(() => {});
