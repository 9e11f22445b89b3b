import { writeFile } from 'node:fs/promises';
import { Command, CommandRunner, Option } from 'nest-commander';
import { AppModule } from '../../app.module';
import { openRuntime } from '../../platform/operations/boot/open-runtime';
import { loadConfig } from '../../platform/foundation/config/config';
import { createApplication, describeApi } from '../../platform/operations/boot/application';
import { say } from '../with-application';

interface OpenapiWriteOptions {
  readonly output: string;
}

@Command({ name: 'openapi:write', description: '把接口说明(OpenAPI 3.1)写入 config/openapi.json' })
export class OpenapiWriteCommand extends CommandRunner {
  async run(_: string[], options: OpenapiWriteOptions): Promise<void> {
    const open = await openRuntime(loadConfig({ ...process.env, PORT: '0' }), {
      notice: say,
      onLost: (reason) => {
        throw reason;
      },
      joinRunning: true,
    });
    try {
      const app = await createApplication(AppModule.of(open.runtime), { trustedProxyHops: 0 });
      const document = describeApi(app);
      await app.close();
      await writeFile(options.output, `${JSON.stringify(document)}\n`);
      say(`已写入 ${options.output}:${Object.keys(document.paths).length} 个地址。`);
    } finally {
      await open.close();
    }
  }

  @Option({ flags: '--output <file>', description: '写到哪个文件', defaultValue: 'config/openapi.json' })
  parseOutput(value: string): string {
    return value;
  }
}
