import { type Endpoint, type FlattenedField, type SanitizedConfig } from 'payload'
import { validOperators } from 'payload/shared'

export interface OddRequest {
  method: string
  path: string
  body?: Blob | FormData
  headers: Record<string, string>
}

interface Route {
  path: string
  endpoint: Omit<Endpoint, 'root'>
  fields: FlattenedField[]
}

/** Every endpoint of the API, as the config has them. */
function routesOf(config: SanitizedConfig): Route[] {
  const of = (prefix: string, endpoints: Route['endpoint'][] | false, fields: FlattenedField[]): Route[] =>
    (endpoints || []).map((endpoint) => ({ path: prefix + endpoint.path, endpoint, fields }))
  return [
    ...of('/api', config.endpoints, []),
    ...config.collections.flatMap(({ endpoints, flattenedFields, slug }) =>
      of(`/api/${slug}`, endpoints, flattenedFields),
    ),
    ...config.globals.flatMap(({ endpoints, flattenedFields, slug }) =>
      of(`/api/globals/${slug}`, endpoints, flattenedFields),
    ),
  ]
}

/** Whether a field holds rows, blocks or several values. */
export const isList = (field: FlattenedField) =>
  ['array', 'blocks'].includes(field.type) || ('hasMany' in field && field.hasMany === true)

const oddTexts = [
  ...['', ' ', 'a', 'null', 'undefined', 'NaN', 'true', '0', '-1', '1.5', '1e999', '9'.repeat(400)],
  ...['\0', 'a\0b', '\ud800', '\u2028', '%', '{', '{}', '[]', '[1', '"', "'; drop table posts; --", '🙂'],
  ...['__proto__', 'constructor', 'toString', 'id', '_id', '-', '.', '..', 'a.b.c', 'a__b', '$where', '*'],
  ...['2027-01-31', '2027-13-45', '0000', '0000-01-01', '+275760-09-13T00:00:00.000Z', '275760'],
  ...[
    'x'.repeat(5000),
    'a '.repeat(1500),
    '../../etc/passwd',
    'https://example.org/',
    '3f2c1b7e-0000-4000-8000-000000000000',
  ],
]
const oddScalars = [null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, 1e21]

/**
 * Requests to every endpoint with odd addresses, queries, headers and bodies, the same for the same `random`. Most are nearly
 * right, so that they pass the first checks. `ids` are those of stored documents.
 */
export function oddRequests(config: SanitizedConfig, random: () => number, ids: string[]) {
  const routes = routesOf(config)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const chance = (share: number) => random() < share
  const times = <Item>(most: number, make: () => Item) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, make)

  const odd = (depth = 3): unknown => {
    if (depth > 0 && chance(0.2)) return times(3, () => odd(depth - 1))
    if (depth > 0 && chance(0.2)) return Object.fromEntries(times(3, () => [pick(oddTexts), odd(depth - 1)]))
    return chance(0.5) ? pick(oddTexts) : pick(oddScalars)
  }

  const node = (depth: number): unknown => {
    if (chance(0.1)) return odd()
    const type = pick([
      'root',
      'paragraph',
      'text',
      'heading',
      'list',
      'listitem',
      'link',
      'block',
      'upload',
      'table',
      'tablerow',
      'tablecell',
      'quote',
      'horizontalrule',
      'linebreak',
      'nope',
    ])
    return {
      type,
      version: 1,
      ...(type === 'text' ? { text: chance(0.2) ? odd() : 'Words', format: chance(0.2) ? odd() : 0 } : {}),
      ...(type === 'upload'
        ? { relationTo: chance(0.2) ? odd() : 'media', value: chance(0.5) ? odd() : pick(ids) }
        : {}),
      ...(type === 'link' || type === 'block' || chance(0.1)
        ? {
            fields: chance(0.2)
              ? odd()
              : {
                  blockType: pick(['callout', 'media', 'faq', 'nope']),
                  linkType: pick(['custom', 'internal']),
                  url: pick(oddTexts),
                  doc: odd(),
                  text: odd(),
                },
          }
        : {}),
      ...(depth > 0 && chance(0.8)
        ? { children: chance(0.1) ? odd() : times(3, () => node(depth - 1)) }
        : {}),
    }
  }

  const valueOf = (field: FlattenedField): unknown => {
    if (chance(0.15)) return odd()
    if (isList(field) && chance(0.1)) return null
    switch (field.type) {
      case 'group':
      case 'tab':
        return documentOf(field.flattenedFields)
      case 'array':
        return times(3, () => (chance(0.1) ? odd() : documentOf(field.flattenedFields)))
      case 'blocks':
        return times(3, () => {
          const block = pick(field.blocks)
          return chance(0.1) ? odd() : { blockType: block.slug, ...documentOf(block.flattenedFields) }
        })
      case 'richText':
        return { root: chance(0.1) ? odd() : { type: 'root', version: 1, children: times(3, () => node(4)) } }
      case 'relationship':
      case 'upload': {
        const id = () =>
          Array.isArray(field.relationTo)
            ? { relationTo: pick(field.relationTo), value: pick(ids) }
            : pick(ids)
        return field.hasMany ? times(3, id) : id()
      }
      case 'select':
      case 'radio': {
        const option = pick(field.options)
        const value = typeof option === 'string' ? option : option.value
        return 'hasMany' in field && field.hasMany ? [value] : value
      }
      case 'date':
        return chance(0.5) ? '2027-01-31T12:00:00.000Z' : pick(oddTexts)
      case 'number':
        return chance(0.5) ? 3 : pick(oddScalars)
      case 'checkbox':
        return chance(0.5)
      default:
        return pick(oddTexts)
    }
  }

  const documentOf = (fields: FlattenedField[]): Record<string, unknown> => ({
    ...Object.fromEntries(fields.filter(() => chance(0.6)).map((field) => [field.name, valueOf(field)])),
    ...(chance(0.1) ? { [pick(oddTexts)]: odd() } : {}),
  })

  const pathIn = (fields: FlattenedField[]): string => {
    const field = fields.length > 0 && chance(0.85) ? pick(fields) : undefined
    if (!field) return pick(oddTexts)
    const below = 'flattenedFields' in field && chance(0.8) ? `.${pathIn(field.flattenedFields)}` : ''
    return `${chance(0.1) ? 'version.' : ''}${field.name}${below}${chance(0.1) ? `.${pick(oddTexts)}` : ''}`
  }

  const condition = (fields: FlattenedField[], depth = 3): unknown => {
    if (chance(0.1)) return odd()
    if (depth > 0 && chance(0.2)) {
      const isLong = chance(0.1)
      const inner = () => condition(fields, isLong ? 0 : depth - 1)
      return { [pick(['and', 'or', 'AND'])]: times(isLong ? 300 : 2, inner) }
    }
    const value = chance(0.3) ? odd() : pick([...oddTexts, ...ids])
    return { [pathIn(fields)]: { [chance(0.9) ? pick(validOperators) : pick(oddTexts)]: value } }
  }

  const parametersOf = (name: string, value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [`${encode(name)}=${encode(String(value))}`]
    return Object.entries(value).flatMap(([key, child]) =>
      parametersOf(`${name}[${Array.isArray(value) && chance(0.3) ? '' : key}]`, child),
    )
  }

  const parameter = (fields: FlattenedField[]): string[] => {
    const name = pick([
      'where',
      'where',
      'where',
      'sort',
      'select',
      'populate',
      'joins',
      'limit',
      'page',
      'depth',
      'draft',
      'trash',
      'pagination',
      'autosave',
      'locale',
      'fallback-locale',
      'flattenLocales',
      'data',
      'field',
      'collection',
      'global',
      'id',
      'overrideLock',
      'uploadEdits',
      'src',
      'prefix',
      'token',
      'publishSpecificLocale',
      'selectedLocales',
      'currentID',
      pick(oddTexts),
    ])
    if (name === 'where') {
      const where = condition(fields)
      return chance(0.2) ? [`where=${encode(JSON.stringify(where))}`] : parametersOf('where', where)
    }
    if (name === 'sort') return [`sort=${chance(0.3) ? '-' : ''}${encode(pathIn(fields))}`]
    if (name === 'select')
      return parametersOf('select', chance(0.5) ? { [pathIn(fields)]: pick([true, false, 'x']) } : odd())
    return parametersOf(name, odd())
  }

  const bodyOf = (fields: FlattenedField[]): { body?: Blob | FormData; type?: string } => {
    if (chance(0.05)) return {}
    if (chance(0.05))
      return {
        body: new Blob([pick(oddTexts)]),
        type: pick([
          'application/json',
          'text/plain',
          'multipart/form-data',
          'multipart/form-data; boundary=x',
          'application/x-www-form-urlencoded',
          'nonsense',
          'application/graphql',
        ]),
      }
    const data = chance(0.1) ? odd() : documentOf(fields)
    if (chance(0.6)) return { body: new Blob([JSON.stringify(data)]), type: 'application/json' }
    const form = new FormData()
    if (chance(0.9)) form.append('_payload', chance(0.1) ? pick(oddTexts) : JSON.stringify(data))
    if (chance(0.5))
      form.append('file', chance(0.3) ? pick(oddTexts) : new Blob([pick(oddTexts)], { type: 'image/png' }))
    return { body: form }
  }

  return (): OddRequest => {
    const { path, endpoint, fields } = pick(routes)
    const method = chance(0.95)
      ? endpoint.method.toUpperCase()
      : pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    const address = path
      .replace(/\/:\w+\?$/, () => (chance(0.5) ? '' : '/:id'))
      .replace(/:\w+/g, () =>
        chance(0.5)
          ? pick(ids)
          : chance(0.2)
            ? pick(['%00', '%2F', '%25', '..%2f..'])
            : encode(pick(oddTexts)),
      )
    const query = times(3, () => parameter(fields))
      .flat()
      .join('&')
    const hasBody = !['GET', 'OPTIONS'].includes(method)
    const { body, type } = hasBody ? bodyOf(fields) : {}
    const headers: Record<string, string> = {
      ...(type ? { 'Content-Type': type } : {}),
      ...(method === 'POST' && chance(0.05) ? { 'X-Payload-HTTP-Method-Override': 'GET' } : {}),
      ...(chance(0.05) ? { 'Accept-Language': pick(['xx', '*', 'de;q=nonsense']) } : {}),
      ...(chance(0.05) ? { Cookie: pick(['payload-token=x', 'payload-token=', '=', '%']) } : {}),
      ...(chance(0.02) ? { Authorization: pick(['JWT x', 'JWT', 'Bearer x.y.z', 'users API-Key x']) } : {}),
    }
    return { method, path: address + (query ? `?${query}` : ''), ...(body ? { body } : {}), headers }
  }
}

const encode = (text: string) => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '�'))
