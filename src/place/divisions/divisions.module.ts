import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CreateDivision } from './application/create-division';
import { ImportDivisions } from './application/import-divisions';
import { UpdateDivision } from './application/update-division';
import { DivisionImportsController } from './http/division-imports.controller';
import { DivisionsController } from './http/divisions.controller';
import { DivisionDirectory } from './persistence/division-directory';
import { DivisionRepository } from './persistence/division.repository';
import { DivisionRow } from './persistence/division.row';

@Module({
  imports: [TypeOrmModule.forFeature([DivisionRow])],
  controllers: [DivisionsController, DivisionImportsController],
  providers: [CreateDivision, UpdateDivision, ImportDivisions, DivisionRepository, DivisionDirectory],
  exports: [CreateDivision, ImportDivisions, DivisionDirectory],
})
export class DivisionsModule {}
