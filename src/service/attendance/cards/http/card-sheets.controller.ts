import { Body, Controller, Header, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdField, IdListField } from '../../../../platform/delivery/http/fields';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { PrintCardSheet } from '../application/print-card-sheet';

export class CardSheetRequest {
  @IdListField({ label: '志愿者名单', maxItems: 200, optional: true, description: '与服务队二选一' })
  volunteerIds?: string[];

  @IdField({ label: '服务队', optional: true, description: '全体在册队员' })
  teamId?: string;
}

/** Cards on paper, for people who carry no phone. */
@ApiTags('签到签退')
@Controller('volunteer-card-sheets')
export class CardSheetsController {
  constructor(private readonly sheet: PrintCardSheet) {}

  @Post()
  @Allow('volunteer.register')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '打印志愿者卡(PDF,每张 A4 十张卡)',
    description: '什么也不改变,不用幂等键;每张卡记一条审计日志。重印不会使旧卡失效,旧卡到期为止都能签到。',
    operationId: 'printVolunteerCards',
  })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async print(@CurrentActor() actor: Actor, @Body() body: CardSheetRequest): Promise<StreamableFile> {
    const pdf = await this.sheet.execute(actor, body);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: 'attachment; filename="volunteer-cards.pdf"',
      length: pdf.length,
    });
  }
}
