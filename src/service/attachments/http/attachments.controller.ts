import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ActorField } from '../../../platform/delivery/http/names';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, AllowSignedIn, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { ApiUpload, UploadedFile } from '../../../platform/delivery/http/upload';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ReadAttachments } from '../application/read-attachments';
import { StoreAttachment } from '../application/store-attachment';

export class StoredAttachmentResponse {
  @ApiProperty({ format: 'uuid', description: '附件编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @ApiProperty({ description: '文件的 SHA-256' })
  sha256!: string;

  @ApiProperty({ description: '文件类型' })
  mediaType!: string;

  @ApiProperty({ type: 'integer', description: '字节数' })
  byteCount!: number;
}

class AttachmentSubjectResponse {
  @ApiProperty({ enum: ['SERVICE_RECORD', 'PAPER_SHEET'], description: '证明什么' })
  kind!: string;

  @ApiProperty({ format: 'uuid' })
  id!: string;
}

export class AttachmentResponse {
  @ApiProperty({ format: 'uuid', description: '附件编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @ApiProperty({ description: '文件类型' })
  mediaType!: string;

  @ApiProperty({ type: 'integer', description: '字节数' })
  byteCount!: number;

  @ActorField('上传人')
  storedBy!: string;

  @ApiProperty({ format: 'date-time', description: '上传时间' })
  storedAt!: Date;

  @ApiProperty({ type: [AttachmentSubjectResponse], description: '用作哪些记录的证明' })
  subjects!: readonly AttachmentSubjectResponse[];
}

export class AttachmentListResponse {
  @ApiProperty({ type: [AttachmentResponse] })
  items!: readonly AttachmentResponse[];
}

/** Photos and papers that prove a service. */
@ApiTags('附件')
@Controller()
export class AttachmentsController {
  constructor(
    private readonly storeAttachment: StoreAttachment,
    private readonly readAttachments: ReadAttachments,
  ) {}

  @Post('shifts/:shiftId/attachments')
  @AllowSignedIn()
  @ApiCommand()
  @ApiUpload('JPEG、PNG、WebP 照片或 PDF,不超过 10 MB')
  @ApiOperation({ summary: '上传证明附件', operationId: 'storeAttachment' })
  @ApiCreatedResponse({ type: StoredAttachmentResponse })
  async store(
    @Command() context: CommandContext,
    @Param('shiftId', IdPipe) shiftId: string,
    @UploadedFile() file: Buffer,
  ): Promise<StoredAttachmentResponse> {
    return this.storeAttachment.execute(context, shiftId, file);
  }

  @Get('shifts/:shiftId/attachments')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({ summary: '场次的附件', operationId: 'listAttachments' })
  @ApiOkResponse({ type: AttachmentListResponse })
  async list(@CurrentActor() actor: Actor, @Param('shiftId', IdPipe) shiftId: string): Promise<AttachmentListResponse> {
    return { items: await this.readAttachments.list(actor, shiftId) };
  }

  @Get('attachments/:attachmentId')
  @AllowSignedIn()
  @ApiOperation({ summary: '下载附件', operationId: 'readAttachment' })
  @ApiProduces('image/jpeg', 'image/png', 'image/webp', 'application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @CurrentActor() actor: Actor,
    @Param('attachmentId', IdPipe) attachmentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { bytes, mediaType } = await this.readAttachments.file(actor, attachmentId);
    void reply
      .type(mediaType)
      .header('Content-Disposition', 'attachment')
      .header('Cache-Control', 'private, no-store')
      .header('Content-Security-Policy', "default-src 'none'; sandbox");
    return bytes;
  }
}
