import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  FlagField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../platform/delivery/http/fields';
import { type NoticeAction, noticeKinds, type NoticeKind } from '../domain/notice-sentences';

export class NoticeActionResponse implements NoticeAction {
  @ApiProperty({
    enum: ['replyToCall'],
    description: '接口操作：POST /me/attendance-replies，isPresent 为 true 或 false',
  })
  operation!: 'replyToCall';

  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;
}

export class NoticeResponse {
  @IdField({ label: '通知' })
  id!: string;

  @ChoiceField({ label: '种类', of: noticeKinds })
  kind!: NoticeKind;

  @TextField({ label: '内容', max: 500 })
  sentence!: string;

  @InstantField({ label: '时间' })
  createdAt!: string;

  @FlagField({ label: '已读' })
  isRead!: boolean;

  @ApiProperty({ type: NoticeActionResponse, nullable: true, description: '可以一点即答的操作' })
  action!: NoticeActionResponse | null;
}

export class NoticePage {
  @ApiProperty({ type: [NoticeResponse] })
  items!: readonly NoticeResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;

  @IntField({ label: '未读条数', min: 0, max: 1_000_000 })
  unreadCount!: number;
}

export class UnreadResponse {
  @IntField({ label: '未读条数', min: 0, max: 1_000_000 })
  unreadCount!: number;
}
