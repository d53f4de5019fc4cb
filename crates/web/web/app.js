// Keys, the switch for dark colours, and a reading view in which text and record point at each other. Every page works
// without it.

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const scroll = (element) => element?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });

theme();
keys();
reading();

/// The chosen colours are kept in a cookie, for the server writes them into the next page before it is painted.
function theme() {
  const button = document.querySelector("[data-theme-switch]");
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const label = () => (button.textContent = isDark() ? "Light" : "Dark");
  button.hidden = false;
  label();
  dark.addEventListener("change", label);
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; SameSite=Strict`;
    label();
  });
}

function keys() {
  const dialog = document.querySelector("#keys");
  const button = document.querySelector("[data-keys]");
  const pages = new Map([...document.querySelectorAll("a[data-key]")].map((link) => [link.dataset.key, link]));
  const rows = [...document.querySelectorAll(".row, .row-line, .part li, .lines li")].filter((row) => row.querySelector("a[href]"));
  const box = dialog.querySelector("[data-keys-switch]");
  box.checked = localStorage.getItem("keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
  let at = -1;
  let go = 0;
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  const move = (step) => {
    if (!rows.length) return;
    rows[at]?.classList.remove("at");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].classList.add("at");
    scroll(rows[at]);
    opener(rows[at]).focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && typing) return event.target.blur();
    if (typing || dialog.open || !box.checked) return;
    if (event.timeStamp - go < 1500) {
      go = 0;
      if (pages.has(event.key)) return pages.get(event.key).click();
    }
    if (event.key === "g") go = event.timeStamp;
    else if (event.key === "?") dialog.showModal();
    else if (event.key === "/") document.querySelector("#q").focus();
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "Enter" && rows[at] && event.target === document.body) opener(rows[at]).click();
    else return;
    event.preventDefault();
  });
}

/// What a row leads to: its headline, its line of the record, or its first passage.
function opener(row) {
  return row.querySelector("h2 a[href], a[data-line], th a[href], .passage a[href], .said a[href]") ?? row.querySelector("a[href]");
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
      history.replaceState(null, "", `#${link.closest("li").id || `e${line}`}`);
    });
  });
  for (const mark of marks) {
    mark.addEventListener("mouseenter", () => show(of(mark)));
    mark.addEventListener("click", () => {
      if (getSelection().toString()) return;
      show(of(mark));
      const own = of(mark).map((line) => links.get(line));
      const link = own.find((link) => link?.closest("li").id) ?? own.at(-1);
      scroll(link);
      link?.focus({ preventScroll: true });
    });
  }
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const link = target?.querySelector?.("a[data-line]");
  if (link) {
    show([link.dataset.line]);
    scroll(marks.find((mark) => of(mark).includes(link.dataset.line)));
  }
}
