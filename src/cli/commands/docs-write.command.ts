import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, CommandRunner, Option } from 'nest-commander';
import '../../app.module';
import { problemsPage } from '../../platform/delivery/http/problems-page';
import { permissionsPage } from '../../platform/security/identity/permissions-page';
import { say } from '../with-application';

interface DocsWriteOptions {
  readonly output: string;
}

@Command({ name: 'docs:write', description: '把权限矩阵和错误代码表写入 docs/' })
export class DocsWriteCommand extends CommandRunner {
  async run(_: string[], options: DocsWriteOptions): Promise<void> {
    await writeFile(path.join(options.output, 'permissions.md'), permissionsPage());
    await writeFile(path.join(options.output, 'problems.md'), problemsPage());
    say(`已写入 ${options.output}/permissions.md 和 ${options.output}/problems.md。`);
  }

  @Option({ flags: '--output <folder>', description: '写到哪个文件夹', defaultValue: 'docs' })
  parseOutput(value: string): string {
    return value;
  }
}
