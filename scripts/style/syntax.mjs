import ts from 'typescript'
import { isTest } from './files.mjs'

/** @typedef {import('./files.mjs').TextFile} TextFile */

const mostTypeParameters = 4

/** @param {TextFile} file */
const parse = ({ path, text }) => ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)

/** @param {ts.SourceFile} source @param {(node: ts.Node) => void} visit */
const everyNode = (source, visit) => {
  /** @param {ts.Node} node */
  const descend = (node) => {
    visit(node)
    node.forEachChild(descend)
  }
  descend(source)
}

/** @param {ts.SourceFile} source @param {ts.Node} node */
const lineOf = (source, node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line

/** @param {ts.Node} node @returns {node is ts.AsExpression} A cast, and not `as const`. */
const isCast = (node) => ts.isAsExpression(node) && node.type.getText() !== 'const'

/** @param {ts.Node} node @returns {ts.Node} The outermost expression's statement, over which its comment stands. */
const statementOf = (node) => {
  let at = node
  while (at.parent && !ts.isStatement(at) && !ts.isPropertyAssignment(at) && !ts.isClassElement(at)) at = at.parent
  return at
}

/** @param {ts.SourceFile} source @param {ts.Node} node Whether a comment says why, on its line, above it or above its statement. */
const isExplained = (source, node) => {
  const lines = source.text.split('\n')
  const line = lineOf(source, node)
  const above = lines[line - 1]?.trim() ?? ''
  const statement = statementOf(node)
  return (
    /\/\/|\*\//.test(lines[line] ?? '') ||
    /^(\/\/|\*|\/\*)|\*\/$/.test(above) ||
    (ts.getLeadingCommentRanges(source.text, statement.getFullStart()) ?? []).length > 0
  )
}

const clocksAndDice = /^(Date\.now|Math\.random|performance\.now|crypto\.(randomUUID|getRandomValues)|Temporal\.Now)$/

/** @param {ts.Node} node @returns {boolean} Whether it reads a clock or throws dice. */
const asksTheMachine = (node) =>
  (ts.isPropertyAccessExpression(node) && clocksAndDice.test(node.getText())) ||
  (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) ||
  (ts.isImportSpecifier(node) &&
    /^v[1467]$/.test((node.propertyName ?? node.name).text) &&
    node.parent.parent.parent.moduleSpecifier.getText().includes('uuid'))

/** @param {TextFile} file @returns {string[]} */
export const syntaxComplaints = (file) => {
  if (!/^packages\/.*\.tsx?$/.test(file.path) || isTest(file.path)) return []
  const source = parse(file)
  const pure = /^packages\/(core|eventsourcing)\//.test(file.path)
  /** @type {string[]} */
  const complaints = []
  everyNode(source, (node) => {
    const where = `${file.path}:${lineOf(source, node) + 1}`
    if (isCast(node) && !isExplained(source, node))
      complaints.push(`${where} casts, and no comment says why that holds.`)
    if (
      'typeParameters' in node &&
      Array.isArray(node.typeParameters) &&
      node.typeParameters.length > mostTypeParameters
    ) {
      complaints.push(`${where} has ${node.typeParameters.length} type parameters, more than ${mostTypeParameters}.`)
    }
    if (ts.isExportDeclaration(node) && !(node.exportClause && ts.isNamedExports(node.exportClause))) {
      complaints.push(`${where} exports whatever another file holds: list the names.`)
    }
    if (pure && asksTheMachine(node)) complaints.push(`${where} reads a clock or makes an id: take it as an argument.`)
  })
  return complaints
}

/** @param {ts.Statement} statement @returns {string[]} The names it declares. */
const namesOf = (statement) => {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  return isNamed && statement.name ? [statement.name.text] : []
}

/** @param {TextFile} file @returns {Set<string>} Names that have a docstring here: a codec and its type need but one. */
const documented = (file) =>
  new Set(
    parse(file)
      .statements.filter((statement) => ts.getJSDocCommentsAndTags(statement).length > 0)
      .flatMap(namesOf),
  )

/** @param {string} from @param {string} specifier @returns {string} The source file that a relative import names. */
const pathOf = (from, specifier) => new URL(specifier.replace(/\.js$/, '.ts'), `file:///${from}`).pathname.slice(1)

/** @param {TextFile} file @returns {{ name: string, as: string, path: string }[]} What it hands on from other files. */
const handedOn = (file) =>
  parse(file).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      return []
    if (!statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return []
    const path = pathOf(file.path, statement.moduleSpecifier.text)
    return statement.exportClause.elements.map(({ propertyName, name }) => ({
      name: (propertyName ?? name).text,
      as: name.text,
      path,
    }))
  })

/**
 * @param {TextFile} index A package's list of public names.
 * @param {(path: string) => TextFile | undefined} fileAt
 * @returns {string[]} The public names whose declaration says nothing to their user, also behind a folder's own index.
 */
export const undocumented = (index, fileAt) =>
  handedOn(index).flatMap(({ name, path }) => {
    const file = fileAt(path)
    if (!file || documented(file).has(name)) return []
    const further = handedOn(file).filter(({ as }) => as === name)
    const complaints = further.flatMap((one) => {
      const source = fileAt(one.path)
      return source && !documented(source).has(one.name)
        ? [`${one.path}: ${one.name} is public and has no docstring.`]
        : []
    })
    return further.length === 0 ? [`${path}: ${name} is public and has no docstring.`] : complaints
  })
