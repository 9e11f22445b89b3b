/** The floor: NestJS on Fastify and one prepared INSERT. No token, no validation, no rule. */
import 'reflect-metadata';
import { Body, Controller, Inject, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Pool } from 'pg';
import { noHash, type PlainPunchRequest, POOL_SIZE } from './plain-punch';

const insert = `insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, received_at, recorded_by,
    payload_hash, evidence)
  values ($1, $2, $3, $4, 'CODE', $5, $5, $6, $7, '{}')`;

@Controller()
class FloorController {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  @Post('punches')
  async punch(@Body() body: PlainPunchRequest): Promise<{ punchId: string }> {
    const { volunteerId, punchId, shiftId, direction } = body;
    const values = [volunteerId, punchId, shiftId, direction, new Date(), volunteerId, noHash];
    await this.pool.query({ name: 'punch', text: insert, values });
    return { punchId };
  }
}

@Module({
  controllers: [FloorController],
  providers: [
    {
      provide: Pool,
      useFactory: () => new Pool({ connectionString: process.env['DATABASE_URL'], max: POOL_SIZE }),
    },
  ],
})
class FloorModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(FloorModule, new FastifyAdapter(), {
    logger: ['error'],
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.stdout.write(`${await app.getUrl()}\n`);
  process.once('SIGTERM', () => process.exit(0));
}

void main();
