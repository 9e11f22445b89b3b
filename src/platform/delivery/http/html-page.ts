import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { pageBar, pageBarScript, pageBarStyle } from './page-bar';

/** A page that works by itself: what it shows, and at most one script of its own. The bar above comes along. */
export interface HtmlPage {
  readonly title: string;
  readonly style: string;
  /** Markup; every text in it has gone through `escapeHtml`. */
  readonly body: string;
  /** ES5, because old phones open these pages; null for none. */
  readonly script: string | null;
}

/** A text as it may stand in markup and in attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

/**
 * Renders the page and sets its headers: nothing is loaded from anywhere, nothing runs but its own script and that of the
 * bar (by nonce), it may talk to this service only, no other page may frame it, and nobody keeps a copy.
 */
export function renderPage(reply: FastifyReply, page: HtmlPage): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  void reply
    .header('Content-Security-Policy', policy)
    .header('Cache-Control', 'no-store')
    .header('Referrer-Policy', 'no-referrer')
    .type('text/html; charset=utf-8');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,"><meta name="format-detection" content="telephone=no"><title>${escapeHtml(page.title)}</title>
<style nonce="${nonce}">${pageBarStyle}${page.style}</style></head><body>
${pageBar}<script nonce="${nonce}">${pageBarScript}</script>
${page.body}
${page.script === null ? '' : `<script nonce="${nonce}">${page.script}</script>`}
</body></html>
`;
}
