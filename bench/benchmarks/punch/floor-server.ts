/** The floor: NestJS on Fastify and the same group commit with one INSERT. No token, no validation, no rule. */
import 'reflect-metadata';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Pool } from 'pg';
import { GroupCommit } from '../../../src/platform/data/database/group-commit';
import { type PlainPunchRequest, POOL_SIZE } from './plain-punch';

const insert = `insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, received_at, recorded_by,
    payload_hash, evidence)
  select "volunteerId", "punchId", "shiftId", direction, 'CODE', "at", "at", "volunteerId", '\\x00', '{}'
  from json_to_recordset($1::json) g ("volunteerId" uuid, "punchId" uuid, "shiftId" uuid, direction text, "at" timestamptz)`;

interface FloorPunch extends PlainPunchRequest {
  readonly at: Date;
}

@Controller()
class FloorController {
  private readonly pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: POOL_SIZE });
  private readonly group = new GroupCommit<FloorPunch, { punchId: string }>({
    commit: async (punches) => {
      await this.pool.query({ name: 'punch', text: insert, values: [JSON.stringify(punches)] });
      return punches.map(({ punchId }) => ({ punchId }));
    },
    keyOf: ({ volunteerId }) => volunteerId,
    isItemFault: () => false,
    refuse: (reason) => new Error(reason),
    maxInFlight: 2,
    maxGroupSize: 500,
    maxWaiting: 10_000,
  });

  @Post('punches')
  async punch(@Body() body: PlainPunchRequest): Promise<{ punchId: string }> {
    return this.group.submit({ ...body, at: new Date() });
  }
}

@Module({ controllers: [FloorController] })
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
