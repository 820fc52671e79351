// What a page can do without, and is handier with: keys, refreshing, copying, filtering. Everything works when this does not.
(() => {
  'use strict';
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const one = (what) => document.querySelector(what);
  const isTyping = (at) => at.matches('input, select, textarea, [contenteditable]');

  // Keys.
  let went = false;
  const rows = () => all('table[data-rows] tbody tr').filter((row) => !row.hidden);
  const step = (by) => {
    const list = rows();
    if (!list.length) return;
    const at = list.findIndex((row) => row.classList.contains('at'));
    list.forEach((row) => row.classList.remove('at'));
    const next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    next.classList.add('at');
    next.scrollIntoView({ block: 'nearest' });
    next.querySelector('a')?.focus();
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    if (went) {
      went = false;
      const link = one(`nav a[data-key="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    const keys = one('#keys');
    const does = {
      '/': () => one('#find')?.focus(),
      '?': () => keys && (keys.open ? keys.close() : keys.showModal()),
      'g': () => { went = true; setTimeout(() => { went = false; }, 1500); },
      'j': () => step(1),
      'k': () => step(-1),
    }[event.key];
    if (does) { event.preventDefault(); does(); }
  });

  // Copying: <button data-copy="id of what is copied">.
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-copy]');
    if (!button) return;
    const text = document.getElementById(button.dataset.copy)?.textContent ?? '';
    await navigator.clipboard.writeText(text);
    const before = button.textContent;
    button.textContent = button.dataset.done ?? '✓';
    setTimeout(() => { button.textContent = before; }, 1200);
  });
  if (navigator.clipboard) all('button[data-copy]').forEach((button) => { button.hidden = false; });

  // Ticking every box of a form: <input type=checkbox data-all>.
  document.addEventListener('change', (event) => {
    if (event.target.matches('input[data-all]'))
      all('input[type=checkbox]', event.target.closest('form')).forEach((box) => { box.checked = event.target.checked; });
  });

  // Filtering what is on the page: <input data-filter="id of a table">.
  const filter = (input) => {
    const wanted = input.value.toLowerCase();
    all(`#${CSS.escape(input.dataset.filter)} tbody tr`).forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
  };
  all('input[data-filter]').forEach((input) => {
    input.closest('label, form, p').hidden = false;
    input.addEventListener('input', () => filter(input));
  });

  // Refreshing: whatever is marked data-live="seconds" is taken anew from the same address while the page is looked at.
  const live = all('[data-live]');
  if (live.length) {
    const pause = 1000 * Math.max(2, Math.min(...live.map((part) => Number(part.dataset.live) || 5)));
    const stale = (is) => { const note = one('#stale'); if (note) note.hidden = !is; };
    const refresh = async () => {
      if (!document.hidden && !isTyping(document.activeElement) && !one('[data-live] :focus, [data-live] input:checked, [data-live] details[open]')) {
        try {
          const answer = await fetch(location.href, { headers: { 'X-Refresh': 'live' }, redirect: 'error' });
          stale(!answer.ok);
          if (answer.ok) {
            const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelectorAll('[data-live]');
            const now = all('[data-live]');
            if (fresh.length === now.length) now.forEach((part, at) => part.replaceWith(document.importNode(fresh[at], true)));
            all('input[data-filter]').forEach(filter);
          }
        } catch { stale(true); }
      }
      setTimeout(refresh, pause);
    };
    setTimeout(refresh, pause);
  }
})();
