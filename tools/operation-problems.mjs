// Writes config/operation-problems.json: which refusals each operation can answer with, read from the code itself. From the
// method of the controller it follows every call into src and collects what `refuse(…)` is given: a code, or a type whose
// members are codes. A call of a port goes to everything that fills it. It finds too much rather than too little. Routes that
// follow from a report's definition are those of each `defineReport`.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const target = path.join(root, 'config/operation-problems.json');
const HTTP_METHODS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);

const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const sources = path.join(root, 'src') + path.sep;
const program = ts.createProgram(
  fileNames.filter((file) => path.resolve(file).startsWith(sources) && !file.endsWith('.spec.ts')),
  options,
);
const checker = program.getTypeChecker();
const ours = program.getSourceFiles().filter((file) => path.resolve(file.fileName).startsWith(sources));

/** Declarations of classes by the symbols of what they extend or implement. */
const fillers = new Map();
const controllers = [];
const reports = [];
for (const file of ours) {
  ts.forEachChild(file, function visit(node) {
    if (ts.isClassDeclaration(node)) {
      for (const clause of node.heritageClauses ?? []) {
        for (const { expression } of clause.types) {
          const symbol = actual(checker.getSymbolAtLocation(expression));
          if (symbol) fillers.set(symbol, [...(fillers.get(symbol) ?? []), node]);
        }
      }
      if (decoratorsOf(node).some(({ name }) => name === 'Controller')) controllers.push(node);
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'defineReport') {
      const [definition] = node.arguments;
      const port = checker.getContextualType(definition)?.symbol;
      if (port) fillers.set(port, [...(fillers.get(port) ?? []), definition]);
      reports.push(textOf(definition, 'operation'));
    }
    ts.forEachChild(node, visit);
  });
}

function textOf(literal, name) {
  return literal?.properties?.find((property) => property.name?.getText() === name)?.initializer?.text;
}

/** The ids of an operation: one, or one for each report where the id is `verb${report.operation}`. */
function idsOf(described) {
  const id = described?.properties?.find((property) => property.name?.getText() === 'operationId')?.initializer;
  if (!id || !ts.isTemplateExpression(id)) return id?.text ? [id.text] : [];
  return reports.map((operation) => id.head.text + operation);
}

function actual(symbol) {
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function decoratorsOf(node) {
  return (ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : []).flatMap(({ expression }) =>
    ts.isCallExpression(expression) && ts.isIdentifier(expression.expression)
      ? [{ name: expression.expression.text, call: expression }]
      : [],
  );
}

/** Bodies that a call may run. */
function bodiesOf(declaration) {
  if (!declaration || !path.resolve(declaration.getSourceFile().fileName).startsWith(sources)) return [];
  if (declaration.body) return [declaration.body];
  const owner = declaration.parent;
  const name = declaration.name && ts.isIdentifier(declaration.name) ? declaration.name.text : null;
  if (name === null || !owner || !(ts.isInterfaceDeclaration(owner) || ts.isClassDeclaration(owner))) return [];
  const filled = fillers.get(actual(checker.getSymbolAtLocation(owner.name))) ?? [];
  return filled.flatMap((one) =>
    (one.members ?? one.properties)
      .filter((member) => member.name && member.name.getText() === name && member.body)
      .map(({ body }) => body),
  );
}

function literalsOf(type) {
  if (type.isStringLiteral()) return [type.value];
  return type.isUnion() ? type.types.flatMap(literalsOf) : [];
}

const found = new Map();
/** The codes a body can refuse with, everything it calls included. */
function codesOf(body, onTheWay = new Set()) {
  const known = found.get(body);
  if (known) return known;
  if (onTheWay.has(body)) return new Set();
  onTheWay.add(body);
  const codes = new Set();
  (function visit(node) {
    if (ts.isCallExpression(node)) {
      const callee = node.expression;
      if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'refuse' && node.arguments[0]) {
        for (const code of literalsOf(checker.getTypeAtLocation(node.arguments[0]))) codes.add(code);
      }
      const declaration = checker.getResolvedSignature(node)?.declaration;
      for (const next of bodiesOf(declaration)) for (const code of codesOf(next, onTheWay)) codes.add(code);
    }
    ts.forEachChild(node, visit);
  })(body);
  onTheWay.delete(body);
  if (onTheWay.size === 0) found.set(body, codes);
  return codes;
}

const operations = {};
for (const controller of controllers) {
  for (const member of controller.members) {
    const decorators = decoratorsOf(member);
    if (!member.body || !decorators.some(({ name }) => HTTP_METHODS.has(name))) continue;
    const described = decorators.find(({ name }) => name === 'ApiOperation')?.call.arguments[0];
    for (const id of idsOf(described)) operations[id] = [...codesOf(member.body)].sort();
  }
}
const sorted = Object.fromEntries(Object.entries(operations).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `${JSON.stringify(sorted, null, 2)}\n`;
if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(target, text);
