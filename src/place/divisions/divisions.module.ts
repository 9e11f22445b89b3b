import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Names } from '../../platform/delivery/http/names';
import { CreateDivision } from './application/create-division';
import { ImportDivisions } from './application/import-divisions';
import { UpdateDivision } from './application/update-division';
import { DivisionImportsController } from './http/division-imports.controller';
import { PublicDivisionsController } from './http/public-divisions.controller';
import { DivisionsController } from './http/divisions.controller';
import { PublicDivisions } from './persistence/public-divisions';
import { DivisionDirectory } from './persistence/division-directory';
import { DivisionRepository } from './persistence/division.repository';
import { DivisionRow } from './persistence/division.row';

@Module({
  imports: [TypeOrmModule.forFeature([DivisionRow])],
  controllers: [DivisionsController, DivisionImportsController, PublicDivisionsController],
  providers: [CreateDivision, UpdateDivision, ImportDivisions, DivisionRepository, DivisionDirectory, PublicDivisions],
  exports: [CreateDivision, ImportDivisions, DivisionDirectory],
})
export class DivisionsModule implements OnModuleInit {
  constructor(
    private readonly names: Names,
    private readonly divisions: DivisionDirectory,
  ) {}

  onModuleInit(): void {
    this.names.declare('DIVISION', (_reader, ids) => this.divisions.namesOf(ids));
  }
}
