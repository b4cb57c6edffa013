import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`releases\` ADD \`overrides\` text;`)
  await db.run(sql`ALTER TABLE \`edits\` ADD \`overridden_version\` text;`)
  await db.run(sql`CREATE INDEX \`edits_overridden_version_idx\` ON \`edits\` (\`overridden_version\`);`)
  // The edit ended some ms after its version.
  await db.run(sql`UPDATE \`edits\` SET \`overridden_version\` = \`until\` WHERE json_array_length(\`overrides\`) > 0;`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP INDEX \`edits_overridden_version_idx\`;`)
  await db.run(sql`ALTER TABLE \`edits\` DROP COLUMN \`overridden_version\`;`)
  await db.run(sql`ALTER TABLE \`releases\` DROP COLUMN \`overrides\`;`)
}
