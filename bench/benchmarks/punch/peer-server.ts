/** The peer: NestJS on Fastify with TypeORM as its guide shows it, entity and repository.save(). No token, no rule. */
import 'reflect-metadata';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';
import { noHash, type PlainPunchRequest, POOL_SIZE } from './plain-punch';

@Entity('punch')
class PunchEntity {
  @PrimaryColumn('uuid', { name: 'volunteer_id' })
  volunteerId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'shift_id' })
  shiftId!: string;

  @Column('text')
  direction!: string;

  @Column('text')
  method!: string;

  @Column('timestamptz', { name: 'punched_at' })
  punchedAt!: Date;

  @Column('timestamptz', { name: 'device_sent_at', nullable: true })
  deviceSentAt!: Date | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('bigint', { name: 'skew_ms', nullable: true })
  skewMs!: string | null;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('bytea', { name: 'payload_hash' })
  payloadHash!: Buffer;

  @Column('jsonb')
  evidence!: object;
}

@Controller()
class PeerController {
  constructor(@InjectRepository(PunchEntity) private readonly punches: Repository<PunchEntity>) {}

  @Post('punches')
  async punch(@Body() body: PlainPunchRequest): Promise<{ punchId: string }> {
    const now = new Date();
    const punch = this.punches.create({
      volunteerId: body.volunteerId,
      id: body.punchId,
      shiftId: body.shiftId,
      direction: body.direction,
      method: 'CODE',
      punchedAt: now,
      receivedAt: now,
      recordedBy: body.volunteerId,
      payloadHash: noHash,
      evidence: {},
    });
    await this.punches.save(punch);
    return { punchId: punch.id };
  }
}

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      useFactory: () => ({
        type: 'postgres',
        url: process.env['DATABASE_URL'] ?? '',
        poolSize: POOL_SIZE,
        entities: [PunchEntity],
      }),
    }),
    TypeOrmModule.forFeature([PunchEntity]),
  ],
  controllers: [PeerController],
})
class PeerModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(PeerModule, new FastifyAdapter(), { logger: ['error'] });
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.stdout.write(`${await app.getUrl()}\n`);
  process.once('SIGTERM', () => process.exit(0));
}

void main();
