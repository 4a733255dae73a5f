"use strict";

const again = document.getElementById("again");
again.addEventListener("click", () => window.location.reload());

// The keyboard belongs to the program as soon as it shows something.
new MutationObserver((_changes, watching) => {
  const keyboard = document.querySelector(".xterm-helper-textarea");
  if (keyboard !== null && document.body.classList.contains("-first-byte")) {
    keyboard.focus();
    watching.disconnect();
  }
}).observe(document.body, { attributes: true, childList: true, subtree: true });

// The program has ended: nothing of it stays on the page, and the one thing to press has the focus.
new MutationObserver(() => {
  if (document.body.classList.contains("-closed")) {
    document.getElementById("terminal").replaceChildren();
    again.focus();
  }
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });
