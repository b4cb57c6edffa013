import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`claims_rules\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text,
  	\`level\` text DEFAULT 'blocks',
  	\`enabled\` integer DEFAULT true,
  	\`phrases\` text,
  	\`allowed\` text,
  	\`reason\` text,
  	\`instead\` text,
  	\`source\` text,
  	\`url\` text,
  	\`valid_from\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`claims\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`claims_rules_order_idx\` ON \`claims_rules\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`claims_rules_parent_id_idx\` ON \`claims_rules\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`claims_lists\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text,
  	\`words\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`claims\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`claims_lists_order_idx\` ON \`claims_lists\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`claims_lists_parent_id_idx\` ON \`claims_lists\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`claims\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`_status\` text DEFAULT 'draft',
  	\`updated_at\` text,
  	\`created_at\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`claims__status_idx\` ON \`claims\` (\`_status\`);`)
  await db.run(sql`CREATE TABLE \`_claims_v_version_rules\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`name\` text,
  	\`level\` text DEFAULT 'blocks',
  	\`enabled\` integer DEFAULT true,
  	\`phrases\` text,
  	\`allowed\` text,
  	\`reason\` text,
  	\`instead\` text,
  	\`source\` text,
  	\`url\` text,
  	\`valid_from\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_claims_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_claims_v_version_rules_order_idx\` ON \`_claims_v_version_rules\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_claims_v_version_rules_parent_id_idx\` ON \`_claims_v_version_rules\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_claims_v_version_lists\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`name\` text,
  	\`words\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_claims_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_claims_v_version_lists_order_idx\` ON \`_claims_v_version_lists\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_claims_v_version_lists_parent_id_idx\` ON \`_claims_v_version_lists\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_claims_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`version__status\` text DEFAULT 'draft',
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer
  );
  `)
  await db.run(sql`CREATE INDEX \`_claims_v_version_version__status_idx\` ON \`_claims_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_claims_v_created_at_idx\` ON \`_claims_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_claims_v_updated_at_idx\` ON \`_claims_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_claims_v_latest_idx\` ON \`_claims_v\` (\`latest\`);`)
  await db.run(sql`ALTER TABLE \`releases\` ADD \`claims\` text;`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`claims_rules\`;`)
  await db.run(sql`DROP TABLE \`claims_lists\`;`)
  await db.run(sql`DROP TABLE \`claims\`;`)
  await db.run(sql`DROP TABLE \`_claims_v_version_rules\`;`)
  await db.run(sql`DROP TABLE \`_claims_v_version_lists\`;`)
  await db.run(sql`DROP TABLE \`_claims_v\`;`)
  await db.run(sql`ALTER TABLE \`releases\` DROP COLUMN \`claims\`;`)
}
