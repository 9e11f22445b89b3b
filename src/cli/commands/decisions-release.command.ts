import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, CommandRunner, Option } from 'nest-commander';
import { StartupError } from '../../platform/foundation/config/startup-error';
import { systemActor } from '../../platform/foundation/actor/actor';
import { Slips } from '../../platform/security/accounts/slips';
import { ReleaseDecision } from '../../platform/security/decisions';
import { say, withApplication } from '../with-application';

const actor = systemActor('cli');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@Command({
  name: 'decisions:release',
  arguments: '<事项编号>',
  description: '另一位安全管理员不在时，放行一件账号方面的事项：须提出满 72 小时，全体工作人员都会知道',
})
export class DecisionsReleaseCommand extends CommandRunner {
  async run([given = '']: string[], { reason }: { readonly reason: string }): Promise<void> {
    const id = given.toLowerCase();
    if (!UUID.test(id)) throw new StartupError('请填事项编号（提出事项时得到的 decisionId）。');
    await withApplication(async (app) => {
      const { kind, sentence } = await app.get(ReleaseDecision, { strict: false }).execute(actor, { id, reason });
      say(`已放行：${sentence}`);
      say('全体工作人员登录后都会看到这次放行；设了 ALERT_URL 的，群里也会收到。');
      if (kind !== 'identity.slip') return;
      const file = path.resolve(`account-slip-${id.slice(-6)}.pdf`);
      await writeFile(file, await app.get(Slips, { strict: false }).print(actor, id), { mode: 0o600 });
      say(`开户单在 ${file}：请打印后当面交给本人并删除文件；口令由申请人告诉本人。`);
    });
  }

  @Option({ flags: '--reason <理由>', description: '为什么由运维放行；所有工作人员会看到', required: true })
  parseReason(value: string): string {
    if (value.trim().length < 2) throw new StartupError('请写明为什么由运维放行。');
    return value.trim();
  }
}
