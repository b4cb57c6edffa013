import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const contract = `${here}contract.ts`
const typesFile = `${here}payload-types.ts`
const types = readFileSync(typesFile, 'utf8')

const { config } = ts.readConfigFile(
  fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
  ts.sys.readFile,
)
const { options } = ts.parseJsonConfigFileContent(
  config,
  ts.sys,
  fileURLToPath(new URL('..', import.meta.url)),
)

interface Compilation {
  /** The compiler's errors in the contract; empty for none. */
  errors: string
  /** What the contract finds. The compiler's error names one of it. */
  problems: string
}

/** Compiles the contract as if Payload generated these types. */
function compileWith(payloadTypes: string): Compilation {
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, languageVersion, ...rest) =>
    name === typesFile
      ? ts.createSourceFile(name, payloadTypes, languageVersion)
      : getSourceFile.call(host, name, languageVersion, ...rest)
  const program = ts.createProgram([contract], { ...options, noErrorTruncation: true }, host)
  const source = program.getSourceFile(contract)
  const errors = program
    .getSemanticDiagnostics(source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  const found = source?.statements.flatMap((statement) => {
    const isContract = ts.isTypeAliasDeclaration(statement) && statement.name.text === 'Contract'
    const [problems] =
      isContract && ts.isTypeReferenceNode(statement.type) ? (statement.type.typeArguments ?? []) : []
    if (!problems) return []
    const type = program.getTypeChecker().getTypeFromTypeNode(problems)
    return (type.isUnion() ? type.types : [type]).map((one) => (one.isStringLiteral() ? one.value : ''))
  })
  return { errors: errors.join('\n'), problems: found?.join('\n') ?? '' }
}

/** Generated types with one line changed inside one interface, as if the collection had changed. */
function changed(types: string, name: string, before: RegExp, after: string): string {
  const [body = ''] = new RegExp(`^export interface ${name} \\{[^]*?^\\}`, 'm').exec(types) ?? []
  expect(body, `${name} with ${before}`).toMatch(before)
  return types.replace(body, body.replace(before, after))
}

test('the generated types fit the contract', { timeout: 60_000 }, () => {
  expect(compileWith(types)).toEqual({ errors: '', problems: '' })
})

/** What is changed, the interface, what stands there, what then stands there, and what the compiler says. */
type Change = [string, string, RegExp, string, string]

const renamed: Change[] = [
  ['a required field', 'Post', /\bexcerpt:/, 'teaser:', 'posts.excerpt: is not in the CMS'],
  ['an optional field', 'Course', /\bhardPart\?:/, 'difficulty?:', 'courses.hardPart: is not in the CMS'],
  ['a text', 'Faq', /\banswer:/, 'reply:', 'faqs.answer: is not in the CMS'],
  ['a relationship', 'Cohort', /\blocation\?:/, 'place?:', 'cohorts.location: is not in the CMS'],
  ['a field in a list', 'Course', /\bpayee\?:/, 'payedTo?:', 'courses.costs[].payee: is not in the CMS'],
  [
    'a field in a group',
    'Course',
    /\bminimumAge\?:/,
    'age?:',
    'courses.prerequisites.minimumAge: is not in the CMS',
  ],
  [
    'a field of the SEO group',
    'Person',
    /\bnoindex\?:/,
    'hidden?:',
    'people.meta.noindex: is not in the CMS',
  ],
  ['a group', 'Course', /\bpaymentPlan\?:/, 'plan?:', 'courses.paymentPlan: is not in the CMS'],
  [
    'a field of a block',
    'StepsBlock',
    /\bintro\?:/,
    'lead?:',
    'pages.layout[](steps).intro: is not in the CMS',
  ],
  ['a block', 'PeopleBlock', /'people';/, "'team';", 'pages.layout[](people): the CMS has no such block'],
  [
    'a field of a block in a text',
    'CalloutBlock',
    /\btone:/,
    'kind:',
    'rich text(callout).tone: is not in the CMS',
  ],
  [
    'a field of a size',
    'Media',
    /\bmimeType\?:/,
    'type?:',
    'media.sizes.avif480.mimeType: is not in the CMS',
  ],
  [
    'a field in a list of a global',
    'Home',
    /\blog\?:/,
    'entry?:',
    'home.dayInClass.entries[].log: is not in the CMS',
  ],
]

const otherwiseChanged: Change[] = [
  [
    'a field that is no longer required',
    'Course',
    /\bsummary: string/,
    'summary?: string | null',
    'courses.summary: may be empty in the CMS',
  ],
  [
    'a choice that the site does not know',
    'Cohort',
    /'waitlist'/,
    "'waitlist' | 'paused'",
    'cohorts.status: the CMS can hold what the site does not take',
  ],
  [
    'another type',
    'Cohort',
    /\bseats: number/,
    'seats: string',
    'cohorts.seats: the CMS can hold what the site does not take',
  ],
  [
    'one value instead of a list',
    'Post',
    /\bauthors\?: \(string \| Person\)\[\]/,
    'authors?: (string | Person)',
    'posts.authors: is a list for the site',
  ],
]

const compilations = new Map<readonly Change[], Compilation>()
/** Makes all of the changes at once: to compile takes longer than anything else here. */
function compileAll(changes: readonly Change[]): Compilation {
  const compiled =
    compilations.get(changes) ??
    compileWith(changes.reduce((text, [, name, before, after]) => changed(text, name, before, after), types))
  compilations.set(changes, compiled)
  return compiled
}

test.for(renamed)('renaming %s fails and names it', { timeout: 60_000 }, ([, , , , problem]) => {
  const { errors, problems } = compileAll(renamed)
  expect(errors).toContain("not assignable to type 'never'")
  expect(problems).toContain(problem)
})

test.for(otherwiseChanged)('%s fails and is named', { timeout: 60_000 }, ([, , , , problem]) => {
  const { errors, problems } = compileAll(otherwiseChanged)
  expect(errors).toContain("not assignable to type 'never'")
  expect(problems).toContain(problem)
})
