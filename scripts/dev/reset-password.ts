import { getPayload } from 'payload'
import { generatePassword } from '../../cms/src/auth/first-user'
import config from '../../cms/src/payload.config'
import { Refusal, runCommand } from '../bootstrap/refusal.mjs'

/** Gives a user a new random password: the one with this e-mail address, or the first admin. */
async function resetPassword(email?: string): Promise<void> {
  const payload = await getPayload({ config, cron: false })
  const { docs } = await payload.find({
    collection: 'users',
    where: email ? { email: { equals: email } } : { roles: { contains: 'admin' } },
    sort: 'createdAt',
    limit: 1,
    depth: 0,
    overrideAccess: true,
  })
  const [user] = docs
  if (!user) {
    const who = email ? `no user has the e-mail address ${email}` : 'there is no admin yet'
    throw new Refusal('no password was changed.', `${who}.`, email ? 'npm run reset-password' : 'npm start')
  }
  const password = generatePassword()
  await payload.update({
    collection: 'users',
    id: user.id,
    data: { password },
    depth: 0,
    overrideAccess: true,
  })
  // A user who has forgotten a password has often locked the account too.
  await payload.unlock({ collection: 'users', data: { email: user.email }, overrideAccess: true })
  console.log(`Log in: ${user.email}, password ${password}`)
}

await runCommand(() => resetPassword(process.argv[2]))
process.exit()
