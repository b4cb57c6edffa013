import './bootstrap/require-node-20.mjs'

const { doctor } = await import('./bootstrap/doctor.mjs')
process.exitCode = await doctor()
