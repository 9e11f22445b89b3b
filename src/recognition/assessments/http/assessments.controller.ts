import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { RecordAssessment, VoidAssessment } from '../application/assessments';
import { ShowAssessments } from '../application/show-assessments';
import {
  AskedVoidResponse,
  AssessmentAnswerResponse,
  AssessmentListResponse,
  AssessmentsQuery,
  RecordAssessmentRequest,
  VoidAssessmentRequest,
} from './assessment.requests';

@ApiTags('考评')
@Controller('assessments')
export class AssessmentsController {
  constructor(
    private readonly record: RecordAssessment,
    private readonly void_: VoidAssessment,
    private readonly show: ShowAssessments,
  ) {}

  @Post()
  @Allow('assessment.record')
  @ApiCommand()
  @ApiOperation({ summary: '录入考评；考评日七天以后补录的，由另一人批准', operationId: 'recordAssessment' })
  @ApiCreatedResponse({ type: AssessmentAnswerResponse })
  async recordOne(
    @Command() context: CommandContext,
    @Body() body: RecordAssessmentRequest,
  ): Promise<AssessmentAnswerResponse> {
    return this.record.execute(context, body);
  }

  @Get()
  @Allow('ranking.read')
  @ApiOperation({ summary: '考评，日期近的在前；三长本人可看自己那条任职的', operationId: 'listAssessments' })
  @ApiOkResponse({ type: AssessmentListResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: AssessmentsQuery): Promise<AssessmentListResponse> {
    return this.show.execute(actor, query);
  }

  @Post(':assessmentId/void')
  @Allow('assessment.record')
  @ApiCommand(200)
  @ApiOperation({ summary: '提出作废考评，由另一人批准', operationId: 'voidAssessment' })
  @ApiOkResponse({ type: AskedVoidResponse })
  async voidOne(
    @Command() context: CommandContext,
    @Param('assessmentId', IdPipe) assessmentId: string,
    @Body() body: VoidAssessmentRequest,
  ): Promise<AskedVoidResponse> {
    return this.void_.execute(context, { assessmentId, reason: body.reason });
  }
}
