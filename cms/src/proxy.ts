import { createHash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { type NextRequest, NextResponse } from 'next/server'
import { env } from './env'

const readingMethods = ['GET', 'HEAD', 'OPTIONS']

/**
 * Next runs it before it decodes a request. Pages take a body only for the server functions of the admin, and decoding 8 MB keeps
 * other requests waiting, before Payload asks who sends them. So without a session, which signing in over /api makes, a page takes
 * none.
 */
export async function proxy({ cookies, method }: NextRequest): Promise<NextResponse> {
  if (readingMethods.includes(method) || (await isOfSession(cookies.get('payload-token')?.value))) {
    return NextResponse.next()
  }
  // Next's client shows the message of a plain text.
  return new NextResponse('Nothing was done: you are not signed in. Sign in to the admin, and try again.', {
    status: 401,
    headers: { 'Content-Type': 'text/plain' },
  })
}

export const config = { matcher: '/((?!api/).*)' }

/** As Payload derives it from the setting. */
const key = new TextEncoder().encode(
  createHash('sha256').update(env.PAYLOAD_SECRET).digest('hex').slice(0, 32),
)

/** Whether the CMS signed this token and it has not expired. Whether its session was ended, Payload asks its database afterwards. */
async function isOfSession(token: string | undefined): Promise<boolean> {
  if (!token) return false
  try {
    await jwtVerify(token, key, { algorithms: ['HS256'] })
    return true
  } catch {
    return false
  }
}
