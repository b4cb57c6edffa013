import { matchesGlob } from 'node:path'
import eslint from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import astro from 'eslint-plugin-astro'
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'
import { noImportCycle } from './scripts/dev/no-import-cycle.mjs'

/**
 * In these files, imports that match a pattern are refused, with a message that says what to do instead.
 * @param {string[]} files
 * @param {string[][]} patterns each a regular expression and a message
 * @param {string[]} [ignores]
 * @returns {import('eslint').Linter.Config[]} one for the product's files and one for tests, which may import shared-types/test too
 */
const refuseImports = (files, patterns, ignores = []) => {
  /** @returns {import('eslint').Linter.Config['rules']} */
  const rules = (/** @type {string[][]} */ refused) => ({
    'no-restricted-imports': [
      'error',
      {
        patterns: refused.map(([regex, message]) => ({
          regex,
          message: `${message} See STYLE, "Imports point one way".`,
        })),
      },
    ],
  })
  const inTests = patterns.map((pattern) => (contracts.includes(pattern) ? contractOfTests : pattern))
  return [
    { files, ignores, rules: rules(patterns) },
    {
      files: files.flatMap((name) => [...tests, 'scripts/tests/**'].map((test) => [name, test])),
      ignores,
      rules: rules(inTests),
    },
  ]
}

/** @param {string} entries names of the other entries that may be imported, as a regular expression */
const contract = (entries) => [
  `^(\\.\\./)+shared-types(/|$)|^shared-types/(?!(${entries})$)`,
  "Import from 'shared-types', the contract's one door; export what is missing there from its index.ts.",
]
/** Only the processes that send or receive messages sign them; the site's bundle holds no library for it. */
const contractByName = contract('webhook-signature')
const contractOfSite = contract('')
const contractOfTests = contract('webhook-signature|test/.*')
const contracts = [contractByName, contractOfSite]
const signatures = 'shared-types/src/webhook-signature.ts'
/** @param {string} packages as a regular expression */
const contractImports = (packages) => [
  `^(?!(${packages})(/|$)|\\.)|^(\\.\\./)+(cms|site|scripts)/`,
  'shared-types imports only zod and, for signatures, standardwebhooks: it is the contract that all others import. Move code that needs more to its caller.',
]
const noSite = [
  '^site(/|$)|^(\\.\\./)+site/',
  'The CMS knows nothing of the site. What both need (paths, schemas, checks) goes to shared-types.',
]
const noCms = [
  '^cms(/|$)|^(\\.\\./)+cms/',
  'The site reads the CMS over REST, through src/content. What both need goes to shared-types.',
]
const noPayload = [
  '^payload(/|$)|^@payloadcms/',
  'The site does not depend on Payload. Rich text is read in src/rich-text; types of documents come from shared-types.',
]
const noSiteSources = [
  '^site/src/|^(\\.\\./)+site/src/',
  "Scripts use the site's compiled bundle or its built files, never its sources. Call `astro build` instead.",
]
const publisherByName = [
  '^(\\.\\./)+publisher/',
  "Import from 'publisher/…', by the names in `exports` of scripts/publisher/package.json.",
]
const publisherAlone = [
  '^(\\.\\./)+(bootstrap|ci|dev|seed|tests)/',
  'The publisher is a workspace of its own. Move what both need into scripts/publisher and export it in its package.json.',
]
const site = [contractOfSite, noCms, noPayload]

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.spec.ts', '**/test/**']

/** For a room that may import every room below it. */
const all = 'all'

/**
 * The rooms (folders, files, or a pattern of files) of each workspace from top to bottom, and what each may import: `all` that
 * stand below it, or those that are named. No room imports one above it, so there is no cycle between folders. `instead` says what
 * to do about an import that is refused. Tests may import everything.
 * @type {{ folder: string, instead: string, rooms: [room: string, mayImport: 'all' | string[], instead?: string][] }[]}
 */
export const workspaces = [
  {
    folder: 'shared-types/src',
    instead: 'A schema knows nothing of the checks; the index is the door for other workspaces only.',
    rooms: [
      ['index.ts', all],
      ['checks', all],
      ['*.ts', []],
    ],
  },
  {
    folder: 'cms/src',
    instead:
      'Pass what it needs as an argument, refer to a collection by its slug, or plug it in from payload.config.',
    rooms: [
      ['instrumentation.ts', all],
      ['proxy.ts', ['env.ts']],
      ['auth/first-user-command.ts', all],
      ['payload.config.ts', all],
      [
        'admin',
        [
          ...[
            'attention',
            'bulk',
            'checks',
            'preview',
            'where-used',
            'releases',
            'schedule',
            'webhooks',
            'media',
            'saves',
          ],
          ...['fields', 'access'],
        ],
      ],
      [
        'attention',
        ['checks', 'references', 'releases', 'schedule', 'saves', 'access', 'database', 'env.ts'],
      ],
      ['where-used', ['bulk', 'references', 'releases', 'saves', 'access', 'database', 'form-slots.ts']],
      ['bulk', ['releases', 'saves', 'fields', 'access', 'database']],
      [
        'checks',
        [
          ...['preview', 'schedule', 'saves', 'requests', 'redirects', 'fields', 'access', 'database'],
          ...['content-hooks.ts', 'env.ts', 'form-slots.ts'],
        ],
      ],
      [
        'preview',
        [
          ...['releases', 'schedule', 'saves', 'media', 'requests', 'fields', 'auth', 'access'],
          ...['env.ts', 'form-slots.ts'],
        ],
      ],
      ['releases', ['webhooks', 'schedule', 'fields', 'access', 'database', 'env.ts', 'form-slots.ts']],
      ['webhooks', ['redirects', 'access', 'database', 'env.ts', 'webhook-targets.ts']],
      ['schedule', ['saves', 'access', 'database']],
      ['saves', ['references', 'access', 'database', 'content-hooks.ts', 'form-slots.ts']],
      ['references', ['fields', 'access', 'database', 'env.ts']],
      [
        'collections',
        ['blocks', 'fields', 'rich-text', 'media', 'redirects', 'auth', 'access', 'database', 'env.ts'],
      ],
      ['globals', ['blocks', 'fields', 'rich-text', 'access']],
      ['requests', ['media', 'fields', 'database']],
      ['blocks', ['fields', 'rich-text', 'access']],
      ['rich-text', ['fields', 'access']],
      ['media', ['fields', 'access', 'database', 'content-hooks.ts', 'env.ts']],
      ['fields', ['access', 'content-hooks.ts']],
      ['redirects', ['access', 'database', 'env.ts']],
      ['logging.ts', ['auth']],
      ['auth', ['access', 'database', 'env.ts']],
      ['access', ['database', 'env.ts']],
      ['database', []],
      ['content-hooks.ts', []],
      ['form-slots.ts', []],
      ['env.ts', ['webhook-targets.ts']],
      ['webhook-targets.ts', []],
    ],
  },
  {
    folder: 'site/src',
    instead: 'Pass what it needs as an argument or a prop, or move what both need to a room below them.',
    rooms: [
      ['env.d.ts', all],
      ['pages', all],
      ['layouts', all],
      ['components', all, 'Pass what a component needs from a page or a layout as props or a slot.'],
      ['middleware.ts', ['render', 'content']],
      ['render', ['cards', 'content', 'formats', 'preview']],
      [
        'islands',
        ['search', 'formats'],
        'An island is sent to visitors and gets plain props from where it is mounted. Pass data in.',
      ],
      ['structured-data', ['content', 'formats']],
      ['rich-text', ['content', 'formats']],
      ['cards', ['content', 'formats']],
      ['search', ['formats']],
      [
        'preview',
        [],
        'The script of a preview is inline in a page: it imports only what it needs in the browser.',
      ],
      ['content', ['formats']],
      ['formats', []],
    ],
  },
  {
    folder: 'scripts/publisher',
    instead: 'Pass what it needs as an argument, or move what both need to a room below them.',
    rooms: [
      ['app', all],
      ['http', ['project-root.ts']],
      ['search', ['releases', 'project-root.ts']],
      ['preview', ['validation', 'render', 'content', 'releases', 'project-root.ts']],
      ['validation', ['render', 'content', 'releases', 'project-root.ts']],
      ['render', ['content', 'releases', 'project-root.ts']],
      ['content', ['releases', 'project-root.ts']],
      [
        'web-server',
        ['releases', 'project-root.ts'],
        'The web server is a process of its own that only reads releases. Write what it needs into the release.',
      ],
      ['releases', ['project-root.ts']],
      ['project-root.ts', []],
    ],
  },
  {
    folder: 'scripts',
    instead: 'Move what both need to bootstrap, if it must run on a bare Node 20, or to dev.',
    rooms: [
      ['*.{ts,mjs}', ['bootstrap']],
      ['tests/bench', all],
      ['tests/chaos', all],
      ['tests/properties', all],
      ['tests/e2e', all],
      ['ci', all],
      ['dev', all],
      ['seed', ['bootstrap']],
      ['bootstrap', []],
    ],
  },
]
/** @param {string} room */
const isPattern = (room) => room.includes('*')
/** @param {string} room */
const filesOf = (room) => (isPattern(room) || /\.\w+$/.test(room) ? room : `${room}/**/*.{ts,tsx,mjs,astro}`)

/**
 * @param {string} room
 * @param {string} path
 */
const isInside = (room, path) => (isPattern(room) ? matchesGlob(path, room) : path.startsWith(`${room}/`))

/** One configuration for each room: it refuses the imports that its line of `workspaces` does not allow. */
const refuseWrongDirections = workspaces.flatMap(({ folder, instead, rooms }) =>
  rooms.flatMap(([room, mayImport, ownInstead], index) => {
    const below = rooms.slice(index + 1).map(([name]) => name)
    const allowed = mayImport === all ? below : mayImport
    const above = allowed.filter((name) => !below.includes(name))
    if (above.length > 0) throw new Error(`${folder}/${room} may not import what is not below it: ${above}.`)
    const others = rooms.map(([name]) => name).filter((name) => name !== room && !allowed.includes(name))
    if (others.length === 0) return []
    // Files and folders with a line of their own are no part of the room or pattern that holds them.
    const inside = rooms.map(([name]) => name).filter((name) => name !== room && !isPattern(name))
    /** @type {import('eslint').Linter.Config} */
    const config = {
      files: [`${folder}/${filesOf(room)}`],
      ignores: [
        ...tests,
        ...inside
          .map((name) => `${folder}/${name}`)
          .filter((path) => isInside(room, path.slice(folder.length + 1))),
      ],
      rules: {
        'import-x/no-restricted-paths': [
          'error',
          {
            basePath: import.meta.dirname,
            zones: others.map((other) => ({
              target: '.',
              from: `${folder}/${other}`,
              message: `${room} may not import ${other}. ${ownInstead ?? instead} See STYLE, "Imports point one way".`,
            })),
          },
        ],
      },
    }
    return config
  }),
)

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/.next/',
    '**/.astro/',
    '**/next-env.d.ts',
    'data/',
    'test-results/',
    'cms/src/app/(payload)/',
    'cms/src/migrations/',
    'shared-types/src/payload-types.ts',
  ]),
  eslint.configs.recommended,
  tseslint.configs.recommended,
  astro.configs.recommended,
  {
    rules: {
      // TypeScript sees undefined names, in .mjs files too, and knows each folder's globals.
      'no-undef': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    // Astro's own compiler declares these; consistent imports of types are checked in .ts files.
    files: ['**/*.astro', '**/*.astro/*.ts', '**/*.d.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/triple-slash-reference': 'off',
    },
  },

  {
    files: ['**/*.{ts,tsx,mjs,astro}'],
    plugins: { 'import-x': importX, project: { rules: { 'no-import-cycle': noImportCycle } } },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.mjs', '.js'] })],
    },
  },
  {
    files: ['**/*.{ts,tsx,mjs,astro}'],
    rules: { 'project/no-import-cycle': 'error' },
  },
  {
    // Rich text is a tree: the components of its nodes render each other.
    files: ['site/src/rich-text/*.astro'],
    rules: { 'project/no-import-cycle': 'off' },
  },
  refuseWrongDirections,

  refuseImports(['shared-types/**/*.ts'], [contractImports('zod')], [signatures, ...tests]),
  refuseImports([signatures], [contractImports('zod|standardwebhooks')]),
  refuseImports(['cms/**/*.{ts,tsx}'], [contractByName, noSite]),
  refuseImports(['site/**/*.{ts,tsx,astro}'], site),
  refuseImports(['site/src/rich-text/**/*.{ts,tsx,astro}'], [contractOfSite, noCms]),
  refuseImports(
    ['scripts/**/*.{ts,mjs}'],
    [contractByName, noSiteSources, publisherByName],
    ['scripts/publisher/**'],
  ),
  refuseImports(['scripts/publisher/**/*.{ts,mjs}'], [contractByName, noSiteSources, publisherAlone]),
)
