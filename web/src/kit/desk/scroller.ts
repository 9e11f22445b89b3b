/** What scrolls the page: the content of the frame at a desk, the window on a small screen. */
export function scroller(): HTMLElement {
  const content = document.getElementById('content');
  if (content && getComputedStyle(content).overflowY === 'auto') return content;
  return document.documentElement;
}

/** Whether the content scrolls inside its frame, as it does at a desk. */
export function isFramed(): boolean {
  return scroller() !== document.documentElement;
}
