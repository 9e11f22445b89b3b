import { Command, CommandRunner } from 'nest-commander';
import { SigningKeys } from '../../ledger/evidence';
import { say, withApplication } from '../with-application';

@Command({ name: 'ledger:rotate-key', description: '换一把签署检查点的密钥;旧公钥仍然公开,由它为新公钥担保' })
export class LedgerRotateKeyCommand extends CommandRunner {
  async run(): Promise<void> {
    await withApplication((app) => {
      const version = app.get(SigningKeys, { strict: false }).rotate();
      say(`已生成第 ${version} 版密钥,下一个检查点起使用。请备份数据文件夹里的密钥文件。`);
      return Promise.resolve();
    });
  }
}
