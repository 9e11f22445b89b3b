import type { FastifyInstance } from 'fastify';
import { type IsPractice, PRACTICE_STAMP } from '../documents/practice-stamp';
import { tokens } from './page-tokens';

const BODY_TAG = /<body[^>]*>/i;

/** For pages of ours that bring a style; others have a look of their own for it, or show the words as they are. */
export const practiceBannerStyle = `
.practice-banner{position:sticky;top:0;z-index:9;margin:0;padding:.25rem .75rem;background:${tokens.bad};color:#fff;font-size:1.125rem;font-weight:700;line-height:1.5;text-align:center}
`;

/** Stands at the top of a page, for everybody who sees it. */
export const PRACTICE_BANNER = `<p class="practice-banner" role="note">${PRACTICE_STAMP}</p>`;

/** Puts the stamp at the top of every page of a practice installation, whoever wrote the page. */
export function stampPages(server: FastifyInstance, isPractice: IsPractice): void {
  server.addHook('onSend', (_request, reply, payload: unknown, done) => {
    const isPage = typeof payload === 'string' && String(reply.getHeader('content-type') ?? '').includes('text/html');
    if (!isPage || !isPractice()) {
      done(null, payload);
      return;
    }
    const stamped = payload
      .replace('</style>', `${practiceBannerStyle}</style>`)
      .replace(BODY_TAG, (tag) => `${tag}${PRACTICE_BANNER}`);
    void reply.header('content-length', Buffer.byteLength(stamped));
    done(null, stamped);
  });
}
