import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../../../platform/delivery/http/fields';
import type { ImportCheck, ImportResult } from '../application/import-divisions';
import type { RowProblem } from '../domain/import-plan';
import { importSentences } from '../domain/import-sentences';

export class ImportDivisionsQuery {
  @TextField({ label: '文件指纹', min: 64, max: 64, description: '检查结果里的 fileHash' })
  fileHash!: string;
}

export class ImportedDivisionsResponse implements ImportResult {
  @ApiProperty({ description: '新增的区划数' })
  createdCount!: number;

  @ApiProperty({ description: '修改的区划数' })
  updatedCount!: number;

  @ApiProperty({ description: '没有变化的区划数' })
  unchangedCount!: number;
}

export class ImportRowErrorResponse {
  @ApiProperty({ description: '表格里的行号' })
  rowNumber!: number;

  @ApiProperty({ description: '列名' })
  column!: string;

  @ApiProperty({ enum: Object.keys(importSentences), description: '错误代码' })
  problem!: RowProblem;

  @ApiProperty({ description: '错在哪里、怎样改' })
  sentence!: string;
}

export class DivisionImportCheckResponse extends ImportedDivisionsResponse implements ImportCheck {
  @ApiProperty({ description: '文件指纹,确认导入时带上' })
  fileHash!: string;

  @ApiProperty({ type: [ImportRowErrorResponse], description: '逐行的错误;有错误时不能导入' })
  errors!: readonly ImportRowErrorResponse[];
}
