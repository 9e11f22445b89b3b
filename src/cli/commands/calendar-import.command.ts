import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command, CommandRunner, Option } from 'nest-commander';
import { ImportCalendar } from '../../place/policies';
import { StartupError } from '../../platform/foundation/config/startup-error';
import { systemActor } from '../../platform/foundation/actor/actor';
import { say, withApplication } from '../with-application';

interface CalendarImportOptions {
  readonly source?: string;
}

@Command({
  name: 'calendar:import',
  arguments: '<file>',
  description:
    '提出一年的工作日历（含调休）：.xlsx（列：日期、安排、说明）或 JSON；由有规则权限的人批准后生效，不用重启',
})
export class CalendarImportCommand extends CommandRunner {
  async run([path = '']: string[], { source = '命令行导入' }: CalendarImportOptions): Promise<void> {
    const file = await readFile(path).catch(() => null);
    if (file === null) throw new StartupError('读不到这个文件,请检查路径后再运行。');
    // The same file under the same source is the same command.
    const idempotencyKey = createHash('sha256').update(source).update(file).digest('hex');
    await withApplication(async (app) => {
      const context = { actor: systemActor('cli'), idempotencyKey };
      const { year, dayCount } = await app.get(ImportCalendar, { strict: false }).execute(context, { file, source });
      say(
        `已提出 ${String(year)} 年的工作日历，与普通周历不同的日子共 ${String(dayCount)} 天；请有规则权限的人登录后批准。`,
      );
    });
  }

  @Option({ flags: '--source <text>', description: '放假安排的文件名称或文号' })
  parseSource(value: string): string {
    return value;
  }
}
