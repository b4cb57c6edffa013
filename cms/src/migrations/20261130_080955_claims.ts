import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`sign_in_attempts\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`account\` text,
  	\`count\` numeric NOT NULL,
  	\`ends_at\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`sign_in_attempts_account_idx\` ON \`sign_in_attempts\` (\`account\`);`)
  await db.run(sql`CREATE INDEX \`sign_in_attempts_ends_at_idx\` ON \`sign_in_attempts\` (\`ends_at\`);`)
  await db.run(sql`ALTER TABLE \`webhook_deliveries\` ADD \`claimed_by\` text;`)
  await db.run(sql`CREATE INDEX \`updatedAt_createdAt_1_idx\` ON \`webhook_deliveries\` (\`updated_at\`,\`created_at\`);`)
  await db.run(sql`ALTER TABLE \`payload_jobs\` ADD \`claim\` text;`)
  await db.run(sql`ALTER TABLE \`payload_jobs\` ADD \`claimed_until\` text;`)
  await db.run(sql`CREATE INDEX \`payload_jobs_claim_idx\` ON \`payload_jobs\` (\`claim\`);`)
  await db.run(sql`CREATE INDEX \`receivedAt_createdAt_idx\` ON \`releases\` (\`received_at\`,\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`updatedAt_createdAt_idx\` ON \`releases\` (\`updated_at\`,\`created_at\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`sign_in_attempts\`;`)
  await db.run(sql`DROP INDEX \`receivedAt_createdAt_idx\`;`)
  await db.run(sql`DROP INDEX \`updatedAt_createdAt_idx\`;`)
  await db.run(sql`DROP INDEX \`updatedAt_createdAt_1_idx\`;`)
  await db.run(sql`ALTER TABLE \`webhook_deliveries\` DROP COLUMN \`claimed_by\`;`)
  await db.run(sql`DROP INDEX \`payload_jobs_claim_idx\`;`)
  await db.run(sql`ALTER TABLE \`payload_jobs\` DROP COLUMN \`claim\`;`)
  await db.run(sql`ALTER TABLE \`payload_jobs\` DROP COLUMN \`claimed_until\`;`)
}
