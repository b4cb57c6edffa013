import { APIError, type CollectionBeforeOperationHook } from 'payload'
import { isStaff } from './rules'

/**
 * The most documents in a page of a list, and the most levels of references, for a visitor. The site itself requests
 * 500 and 0.
 */
const mostDocuments = 500
const mostDepth = 2

interface ReadArgs {
  currentDepth?: number
  depth?: number
  draft?: boolean
  joins?: unknown
  limit?: number
  pagination?: boolean
  sort?: unknown
  trash?: boolean
  where?: unknown
}

/**
 * Limits visitors' queries to what the site needs: live documents, searched and sorted by their own fields, one page at
 * a time. A path through references (`authors.name`) makes the database join tables and reveals facts about documents
 * that the visitor may not read, and some make Payload leave a promise rejection unhandled.
 */
export const limitVisitorQueries: CollectionBeforeOperationHook = ({
  args,
  operation,
  overrideAccess,
  req,
}) => {
  const reads = operation === 'read' || operation === 'count' || operation === 'readDistinct'
  if (!reads || overrideAccess) return args
  const { currentDepth = 0, depth, limit, pagination, sort, where } = args as ReadArgs
  const sortPaths = [sort].flat().filter((path) => typeof path === 'string')
  sortPaths.forEach(refuseSecrets)
  if (isStaff(req.user)) return args

  sortPaths.forEach(refuseReferences)
  checkWhere(where)
  // To populate references, Payload runs this operation itself, without a limit.
  const isOwnQuery = currentDepth === 0
  const isUnlimited =
    pagination === false || (limit !== undefined && !(limit > 0)) || (limit ?? 0) > mostDocuments
  return {
    ...args,
    draft: false,
    trash: false,
    joins: false,
    ...(depth === undefined || depth > mostDepth ? { depth: mostDepth } : {}),
    ...(isOwnQuery && isUnlimited ? { limit: mostDocuments, pagination: true } : {}),
  } as typeof args
}

const refuse = (path: string) => {
  throw new APIError(
    `The query was refused: visitors search and sort by a document's own fields, and “${path}” is none.`,
    400,
    null,
    true,
  )
}

/** Payload refuses to search by hidden fields, but not to sort by those of a reference. */
const refuseSecrets = (path: string): void => {
  if (/(^|\.|__)-?(hash|salt|sessions|resetPassword\w*|loginAttempts|lockUntil)(\.|__|$)/i.test(path))
    refuse(path)
}

const refuseReferences = (path: string): void => {
  if (/\.|__/.test(path)) refuse(path)
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null

function checkWhere(where: unknown): void {
  if (typeof where !== 'object' || where === null) return
  for (const [key, constraint] of Object.entries(where as Record<string, unknown>)) {
    if (/^(and|or)$/i.test(key) && Array.isArray(constraint)) {
      constraint.forEach(checkWhere)
      continue
    }
    refuseReferences(key)
    const values = typeof constraint === 'object' && constraint !== null ? Object.values(constraint) : []
    if (!values.flat().every(isPlain)) refuse(key)
  }
}
