import type { FastifyRequest } from 'fastify';
import { escapeHtml, type HtmlPage } from './html-page';
import { pageStyle } from './page-style';
import type { Problem } from './problem';

/** Whether somebody opens an address in a browser; a page's own requests and programs ask for data. */
export function isOpenedByPerson({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  return method === 'GET' && (headers.accept ?? '').includes('text/html');
}

/** A refusal as somebody sees it who opened an address: what happened, and the way out. */
export function problemPage({ status, title }: Problem, requestId: string): HtmlPage {
  const heading = status === 404 ? '没有这一页' : status >= 500 ? '现在打不开' : '打不开这一页';
  const number = status >= 500 ? `<footer>问题编号：${escapeHtml(requestId)}</footer>` : '';
  const body = `<main class="bad"><header><p>志愿服务</p><h1>${heading}</h1></header>
<section><p>${escapeHtml(title)}</p><a class="button" href="/">回首页</a></section>${number}</main>`;
  return { title: `${heading} - 志愿服务`, style: pageStyle, body, script: null };
}
