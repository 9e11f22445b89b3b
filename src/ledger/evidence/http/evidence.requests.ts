import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IntField } from '../../../platform/delivery/http/fields';
import { ActorField } from '../../../platform/delivery/http/names';
import { type AccountKind, accountKinds } from '../../ledger';
import type { ConsistencyProof, InclusionProof } from '../application/show-evidence';
import type { PublishedKey, SignedCheckpoint, TreeHead } from '../domain/checkpoint';
import type { Finding } from '../../../kernel/finding';
import { auditSteps, type StepProgress } from '../domain/audit-progress';
import type { AuditRequestView } from '../application/show-audits';
import { auditRequestStatuses, type AuditRequestStatus } from '../persistence/audit-requests';
import type { AuditRun } from '../persistence/audit-runs';
import { findingText } from '../rendering/finding-text';

const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

export class EntryQuery {
  @ChoiceField({ label: '账户', of: accountKinds })
  accountKind!: AccountKind;

  @IntField({ label: '序号', min: 1, max: MAX_NUMBER })
  seq!: number;
}

export class ConsistencyQuery {
  @IntField({ label: '较早的检查点', min: 1, max: MAX_NUMBER })
  from!: number;

  @IntField({ label: '较晚的检查点', min: 1, max: MAX_NUMBER })
  to!: number;
}

export class CheckpointResponse {
  @ApiProperty({ description: '编号,从 1 起不间断' })
  number!: number;

  @ApiProperty({ format: 'date-time', description: '签署时间' })
  madeAt!: string;

  @ApiProperty({ description: '所有树的叶子总数' })
  treeSize!: number;

  @ApiProperty({ description: '根(十六进制)' })
  root!: string;

  @ApiProperty({ description: '上一检查点的散列值(十六进制),第一个为空' })
  previousHash!: string;

  @ApiProperty({ description: '签名密钥版本' })
  keyVersion!: number;

  @ApiProperty({ description: 'Ed25519 签名(十六进制)' })
  signature!: string;

  static of(checkpoint: SignedCheckpoint): CheckpointResponse {
    return {
      number: checkpoint.number,
      madeAt: checkpoint.madeAt,
      treeSize: checkpoint.treeSize,
      root: checkpoint.root.toString('hex'),
      previousHash: checkpoint.previousHash.toString('hex'),
      keyVersion: checkpoint.keyVersion,
      signature: checkpoint.signature.toString('hex'),
    };
  }
}

export class TreeHeadResponse {
  @ApiProperty({ description: '树:entry/00 … entry/63 为台账,fact/… 为其他只追加的表' })
  tree!: string;

  @ApiProperty({ description: '叶子数' })
  size!: number;

  @ApiProperty({ description: '根(十六进制)' })
  root!: string;
}

export class CheckpointDetailResponse extends CheckpointResponse {
  @ApiProperty({ type: [TreeHeadResponse], description: '各树当时的状态,按名称排列' })
  heads!: readonly TreeHeadResponse[];

  static ofHeads(checkpoint: SignedCheckpoint, heads: readonly TreeHead[]): CheckpointDetailResponse {
    return {
      ...CheckpointResponse.of(checkpoint),
      heads: heads.map((head) => ({ ...head, root: head.root.toString('hex') })),
    };
  }
}

export class CheckpointPageResponse {
  @ApiProperty({ type: [CheckpointResponse] })
  items!: readonly CheckpointResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class PublishedKeyResponse {
  @ApiProperty({ description: '版本' })
  version!: number;

  @ApiProperty({ description: 'Ed25519 公钥(十六进制,32 字节)' })
  publicKey!: string;

  @ApiProperty({ format: 'date-time', description: '启用时间' })
  createdAt!: string;

  @ApiProperty({ description: '上一版密钥(第一版为自身)的签名(十六进制)' })
  signature!: string;

  static of(key: PublishedKey): PublishedKeyResponse {
    return { ...key, publicKey: key.publicKey.toString('hex'), signature: key.signature.toString('hex') };
  }
}

export class PublishedKeysResponse {
  @ApiProperty({ type: [PublishedKeyResponse] })
  items!: readonly PublishedKeyResponse[];
}

export class InclusionResponse {
  @ApiProperty({ type: 'object', additionalProperties: true, description: '分录的全部字段,散列值按这些字段计算' })
  entry!: InclusionProof['entry'];

  @ApiProperty({ description: '所在的树' })
  tree!: string;

  @ApiProperty({ description: '在树中的位置,从 0 起' })
  position!: number;

  @ApiProperty({ description: '树的叶子数' })
  treeSize!: number;

  @ApiProperty({ description: '树的根(十六进制)' })
  treeRoot!: string;

  @ApiProperty({ type: [String], description: '从分录散列值到树根的路径' })
  path!: readonly string[];

  @ApiProperty({ description: '这棵树在各树中的位置,从 0 起' })
  headPosition!: number;

  @ApiProperty({ description: '树的棵数' })
  headCount!: number;

  @ApiProperty({ type: [String], description: '从树到检查点根的路径' })
  headPath!: readonly string[];

  @ApiProperty({ type: CheckpointResponse, description: '所据的检查点' })
  checkpoint!: CheckpointResponse;

  static of(proof: InclusionProof): InclusionResponse {
    return { ...proof, checkpoint: CheckpointResponse.of(proof.checkpoint) };
  }
}

export class TreeConsistencyResponse {
  @ApiProperty({ description: '哪一棵台账树' })
  tree!: string;

  @ApiProperty({ description: '前一个检查点时的叶子数' })
  fromSize!: number;

  @ApiProperty({ description: '前一个检查点时的树根（十六进制）' })
  fromRoot!: string;

  @ApiProperty({ description: '后一个检查点时的叶子数' })
  toSize!: number;

  @ApiProperty({ description: '后一个检查点时的树根（十六进制）' })
  toRoot!: string;

  @ApiProperty({ type: [String], description: '证明前者是后者开头一段的路径' })
  path!: readonly string[];
}

export class ConsistencyResponse {
  @ApiProperty({ type: CheckpointResponse, description: '前一个检查点' })
  from!: CheckpointResponse;

  @ApiProperty({ type: CheckpointResponse, description: '后一个检查点' })
  to!: CheckpointResponse;

  @ApiProperty({ type: [TreeConsistencyResponse], description: '两个检查点都有的台账树(RFC 6962 一致性证明)' })
  trees!: readonly TreeConsistencyResponse[];

  static of(proof: ConsistencyProof): ConsistencyResponse {
    return { trees: proof.trees, from: CheckpointResponse.of(proof.from), to: CheckpointResponse.of(proof.to) };
  }
}

export class AuditRunResponse implements AuditRun {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time', description: '开始核对的时间' })
  startedAt!: string;

  @ApiProperty({ format: 'date-time', description: '核对完的时间' })
  finishedAt!: string;

  @ApiProperty({ description: '是否完好;不完好须立即处理' })
  isIntact!: boolean;

  @ApiProperty({ description: '核对过的分录条数' })
  entryCount!: number;

  @ApiProperty({ description: '核对过的账户个数' })
  accountCount!: number;

  @ApiProperty({ type: Number, nullable: true, description: '核对时最新的检查点' })
  checkpointNumber!: number | null;

  @ApiProperty({ description: '不符之处' })
  findingCount!: number;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '有问题的行:table、column、problem 和所在位置,至多 100 条',
  })
  findings!: readonly Finding[];

  @ApiProperty({ type: [String], description: '同样的各处,用中文写明哪张表、哪一列、哪一行' })
  sentences!: readonly string[];

  static of(run: AuditRun): AuditRunResponse {
    return { ...run, sentences: run.findings.map(findingText) };
  }
}

export class AuditRunPageResponse {
  @ApiProperty({ type: [AuditRunResponse] })
  items!: readonly AuditRunResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class AuditRequestIdResponse {
  @ApiProperty({ format: 'uuid', description: '编号,查询进度和结果时用' })
  id!: string;
}

export class AuditStepResponse implements StepProgress {
  @ApiProperty({ enum: auditSteps, description: '检查点、分区(台账分录)、其他事实、对应关系;各步同时进行' })
  step!: StepProgress['step'];

  @ApiProperty({ description: '已核对' })
  done!: number;

  @ApiProperty({ description: '共计' })
  of!: number;
}

export class AuditRequestResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ActorField('发起人')
  requestedBy!: string;

  @ApiProperty({ format: 'date-time', description: '发起的时间' })
  requestedAt!: string;

  @ApiProperty({ enum: auditRequestStatuses, description: '等候、进行中、已完成、没有做完' })
  status!: AuditRequestStatus;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '开始核对的时间' })
  startedAt!: string | null;

  @ApiProperty({ type: [AuditStepResponse], description: '进行中各步的进度' })
  progress!: readonly AuditStepResponse[];

  @ApiProperty({ description: '进度或结果,以及下一步怎么办' })
  sentence!: string;

  @ApiProperty({ type: AuditRunResponse, nullable: true, description: '结果,完成以前为 null' })
  run!: AuditRunResponse | null;

  static ofView(view: AuditRequestView): AuditRequestResponse {
    const { id, requestedBy, status, progress, sentence, run } = view;
    return {
      ...{ id, requestedBy, status, progress, sentence },
      requestedAt: view.requestedAt.toISOString(),
      startedAt: view.startedAt?.toISOString() ?? null,
      run: run && AuditRunResponse.of(run),
    };
  }
}

export class LatestAuditResponse {
  @ApiProperty({ type: AuditRunResponse, nullable: true, description: '最近一次核对,从未核对过为 null' })
  latest!: AuditRunResponse | null;

  @ApiProperty({ type: [String], description: '签名密钥和见证文件保管上的问题,每句写明怎么处理;没有则为空' })
  warnings!: readonly string[];
}
