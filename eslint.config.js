import eslint from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import astro from 'eslint-plugin-astro'
import tseslint from 'typescript-eslint'

/** In these files, imports that match a pattern are refused, with a message that says what to do instead. */
const refuseImports = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: patterns.map(([regex, message]) => ({
          regex,
          message: `${message} See STYLE, "Imports point one way".`,
        })),
      },
    ],
  },
})

const contract = (entries) => [
  `^(\\.\\./)+shared-types(/|$)|^shared-types/(?!(${entries})$)`,
  "Import from 'shared-types', the contract's one door; export what is missing there from its index.ts.",
]
/** Only the processes that send or receive messages sign them; the site's bundle holds no library for it. */
const contractByName = contract('webhook-signature')
const signatures = 'shared-types/src/webhook-signature.ts'
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
const site = [contract(''), noCms, noPayload]
const from = (folders, message) => [`^\\.{1,2}/(.*/)?(${folders})/`, message]

const tests = ['**/*.test.ts', '**/*.test.tsx']

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

  refuseImports(['shared-types/**/*.ts'], [contractImports('zod')], [signatures, ...tests]),
  refuseImports([signatures], [contractImports('zod|standardwebhooks')]),
  refuseImports(['cms/**/*.{ts,tsx}'], [contractByName, noSite]),
  refuseImports(['site/**/*.{ts,tsx,astro}'], site),
  refuseImports(['site/src/rich-text/**/*.{ts,tsx,astro}'], [contract(''), noCms]),
  refuseImports(
    ['site/src/layouts/**/*.{ts,astro}'],
    [
      ...site,
      from('pages', 'A page picks its layout, never the other way. Move what both need to src/components.'),
    ],
  ),
  refuseImports(
    ['site/src/components/**/*.{ts,astro}'],
    [
      ...site,
      from(
        'pages|layouts',
        'Components stand below layouts and pages. Pass what they need as props or a slot.',
      ),
    ],
  ),
  refuseImports(
    ['site/src/islands/**/*.{ts,tsx}'],
    [
      ...site,
      from(
        'pages|layouts|components|content|rich-text',
        'An island is sent to visitors and gets plain props from where it is mounted. Pass data in; move shared code beside it.',
      ),
    ],
    tests,
  ),
  refuseImports(
    ['scripts/**/*.{ts,mjs}'],
    [
      contractByName,
      [
        '^site/src/|^(\\.\\./)+site/src/',
        "Scripts use the site's compiled bundle or its built files, never its sources. Call `astro build` instead.",
      ],
    ],
  ),
)
