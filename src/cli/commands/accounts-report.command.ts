import { Command, CommandRunner } from 'nest-commander';
import { AccountFindings } from '../../platform/security/accounts/account-findings';
import { say, withApplication } from '../with-application';

@Command({
  name: 'accounts:report',
  description: '升级到两人办理时收回了哪些角色、哪些账号还要本人打开，以及怎样由两个人恢复',
})
export class AccountsReportCommand extends CommandRunner {
  async run(): Promise<void> {
    const lines = await withApplication(async (app) => {
      const findings = app.get(AccountFindings, { strict: false });
      return [...(await findings.report()), ...(await findings.gaps())];
    });
    if (lines.length === 0) say('没有收回过角色，账号也没有缺的。');
    for (const line of lines) say(`- ${line}`);
  }
}
