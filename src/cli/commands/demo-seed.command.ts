import { Command, CommandRunner } from 'nest-commander';
import { introduce, seedStreet } from '../seed-street';

@Command({ name: 'demo:seed', description: '向空的数据库写入演示数据:福镇街道一年的志愿服务(已有数据的库会被拒绝)' })
export class DemoSeedCommand extends CommandRunner {
  async run(): Promise<void> {
    // Begun by the setup page: what that server is gone for, nobody waits for.
    process.once('disconnect', () => process.exit(1));
    introduce(await seedStreet());
  }
}
