import { escapeHtml, type HtmlPage } from '../../../platform/delivery/http/html-page';
import { pageStyle } from '../../../platform/delivery/http/page-style';
import type { PracticeAccount } from '../application/practice-seed';

const style = `${pageStyle}
.account{padding:.75rem 0;border-top:1px solid #c9ced6}.account:first-of-type{border-top:0}
.account h2{margin:0;font-size:1.375rem}.account p{margin:.25rem 0}
code{font:inherit;font-weight:600;overflow-wrap:anywhere;user-select:all}
.tip{color:#424954;font-size:1.125rem}
a.button{display:block;width:100%;min-height:4rem;margin-top:1rem;padding:.75rem .5rem;border-radius:.5rem;background:#1d4f91;color:#fff;font-size:1.5rem;font-weight:600;text-align:center;text-decoration:none}
`;

function entry({ name, role, username, password, phone, tip }: PracticeAccount): string {
  const way =
    username === null
      ? `手机 <code>${escapeHtml(phone ?? '')}</code>，验证码显示在启动服务的窗口`
      : `用户名 <code>${escapeHtml(username)}</code><br>密码 <code>${escapeHtml(password ?? '')}</code>`;
  const first = tip === '' ? '' : `<p class="tip">试试：${escapeHtml(tip)}</p>`;
  return `<div class="account"><h2>${escapeHtml(name)}</h2><p>${escapeHtml(role)}</p><p>${way}</p>${first}</div>`;
}

/** The accounts of a practice installation, one per kind of work. */
export function practicePage(accounts: readonly PracticeAccount[]): HtmlPage {
  const body = `<main id="page">
<header><p>志愿服务台账</p><h1>练习账号</h1></header>
<section>
<p>这里的人和事都是虚构的，随便点、随便改。记下一个账号，再去登录。</p>
<a class="button" href="/sign-in">去登录</a>
${accounts.map(entry).join('\n')}
</section>
<footer>程序接口的说明：<a href="/api/docs">/api/docs</a></footer>
</main>`;
  return { title: '练习账号 - 志愿服务台账', style, body, script: null };
}
