import config from '@payload-config'
import { getPayload } from 'payload'
import { env } from '../env'
import { createFirstUser } from './first-user'

// `payload run` passes the arguments after the script's name.
const email = process.argv.slice(2).find((argument) => argument.includes('@'))
const payload = await getPayload({ config })
const user = await createFirstUser(payload, email)
console.log(
  user
    ? `Sign in at ${env.CMS_URL}/admin\n  email:    ${user.email}\n  password: ${user.password}\nThe password is shown only this once.`
    : 'No user was made, because there are users already. An admin makes further ones in the admin, under Users.',
)
await payload.destroy()
process.exit(0)
