// Keys, dark colours, and a reading view in which text and record point at each other. Every page works without it.

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const scroll = (element) => element?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });

theme();
reading();

function theme() {
  const button = document.querySelector("[data-theme-switch]");
  const root = document.documentElement;
  const kept = localStorage.getItem("theme");
  if (kept) root.dataset.theme = kept;
  const isDark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const label = () => (button.textContent = isDark() ? "Light" : "Dark");
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
    label();
  });
}

function reading() {
  const marks = [...document.querySelectorAll("mark[data-lines]")];
  const links = new Map([...document.querySelectorAll("a[data-line]")].map((link) => [link.dataset.line, link]));
  if (!links.size) return;
  const of = (mark) => mark.dataset.lines.split(" ");
  const show = (lines) => {
    marks.forEach((mark) => mark.classList.toggle("on", of(mark).some((line) => lines.includes(line))));
    links.forEach((link, line) => link.classList.toggle("on", lines.includes(line)));
  };
  links.forEach((link, line) => {
    const here = () => show([line]);
    link.addEventListener("mouseenter", here);
    link.addEventListener("focus", here);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      here();
      scroll(marks.find((mark) => of(mark).includes(line)));
    });
  });
  for (const mark of marks) {
    mark.addEventListener("mouseenter", () => show(of(mark)));
    mark.addEventListener("click", () => {
      show(of(mark));
      const link = links.get(of(mark).at(-1));
      scroll(link);
      link?.focus({ preventScroll: true });
    });
  }
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const link = target?.querySelector?.("a[data-line]");
  if (link) {
    show([link.dataset.line]);
    scroll(marks.find((mark) => of(mark).includes(link.dataset.line)));
  }
}
