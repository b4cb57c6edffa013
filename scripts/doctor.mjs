import './machine/require-node-20.mjs'

const { doctor } = await import('./machine/doctor.mjs')
process.exitCode = await doctor()
