"use strict";
(() => {
  const marks = [...document.querySelectorAll("mark")];
  const links = new Map([...document.querySelectorAll("a[data-line]")].map((a) => [a.dataset.line, a]));
  const of = (mark) => mark.dataset.lines.split(" ");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (lines) => {
    marks.forEach((m) => m.classList.toggle("on", of(m).some((line) => lines.includes(line))));
    links.forEach((a, line) => a.classList.toggle("on", lines.includes(line)));
  };
  const scroll = (element) => element?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  links.forEach((a, line) => {
    a.addEventListener("mouseenter", () => show([line]));
    a.addEventListener("focus", () => show([line]));
    a.addEventListener("click", (event) => {
      const first = marks.find((m) => of(m).includes(line));
      if (first) { event.preventDefault(); show([line]); scroll(first); }
    });
  });
  marks.forEach((m) => {
    if (!m.classList.contains("n0")) {
      m.tabIndex = 0;
      m.setAttribute("role", "button");
    }
    m.addEventListener("mouseenter", () => show(of(m)));
    m.addEventListener("focus", () => show(of(m)));
    const open = () => { show(of(m)); const a = links.get(of(m)[0]); scroll(a); a?.focus({ preventScroll: true }); };
    m.addEventListener("click", open);
    m.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } });
  });
})();
