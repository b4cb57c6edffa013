import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`releases_documents\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`key\` text,
  	\`slug\` text,
  	\`document_id\` text,
  	\`title\` text,
  	\`action\` text,
  	\`updated_at\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`releases\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`releases_documents_order_idx\` ON \`releases_documents\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`releases_documents_parent_id_idx\` ON \`releases_documents\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`releases_documents_key_idx\` ON \`releases_documents\` (\`key\`);`)
  await db.run(sql`CREATE TABLE \`releases_held\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`slug\` text,
  	\`document_id\` text,
  	\`updated_at\` text,
  	\`title\` text,
  	\`field\` text,
  	\`message\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`releases\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`releases_held_order_idx\` ON \`releases_held\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`releases_held_parent_id_idx\` ON \`releases_held\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`releases_warnings\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`slug\` text,
  	\`document_id\` text,
  	\`updated_at\` text,
  	\`title\` text,
  	\`field\` text,
  	\`message\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`releases\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`releases_warnings_order_idx\` ON \`releases_warnings\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`releases_warnings_parent_id_idx\` ON \`releases_warnings\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`releases\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`title\` text,
  	\`report_id\` text,
  	\`target\` text,
  	\`number\` numeric,
  	\`state\` text,
  	\`reason\` text,
  	\`who\` text,
  	\`summary\` text,
  	\`revision\` text,
  	\`content_as_of\` text,
  	\`bundle\` text,
  	\`started_at\` text,
  	\`finished_at\` text,
  	\`received_at\` text,
  	\`sent_at\` text,
  	\`duration_ms\` numeric,
  	\`is_full\` integer DEFAULT false,
  	\`pages\` text,
  	\`timings\` text,
  	\`message\` text,
  	\`can_be_allowed\` integer,
  	\`hold\` text,
  	\`log\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`releases_report_id_idx\` ON \`releases\` (\`report_id\`);`)
  await db.run(sql`CREATE INDEX \`releases_updated_at_idx\` ON \`releases\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`releases_created_at_idx\` ON \`releases\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`target_state_number_idx\` ON \`releases\` (\`target\`,\`state\`,\`number\`);`)
  await db.run(sql`CREATE INDEX \`target_receivedAt_idx\` ON \`releases\` (\`target\`,\`received_at\`);`)
  await db.run(sql`CREATE TABLE \`webhook_deliveries\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`title\` text,
  	\`action\` text NOT NULL,
  	\`slug\` text NOT NULL,
  	\`document\` text,
  	\`user_name\` text,
  	\`user_id\` text,
  	\`target\` text NOT NULL,
  	\`state\` text DEFAULT 'waiting',
  	\`attempts\` text,
  	\`next_attempt_at\` text,
  	\`delivered_at\` text,
  	\`redelivery_of\` text,
  	\`message\` text,
  	\`leased_until\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`webhook_deliveries_message_idx\` ON \`webhook_deliveries\` (\`message\`);`)
  await db.run(sql`CREATE INDEX \`webhook_deliveries_updated_at_idx\` ON \`webhook_deliveries\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`webhook_deliveries_created_at_idx\` ON \`webhook_deliveries\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`state_target_nextAttemptAt_idx\` ON \`webhook_deliveries\` (\`state\`,\`target\`,\`next_attempt_at\`);`)
  await db.run(sql`CREATE INDEX \`slug_document_idx\` ON \`webhook_deliveries\` (\`slug\`,\`document\`);`)
  await db.run(sql`CREATE INDEX \`posts_live_idx\` ON \`posts\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`categories_live_idx\` ON \`categories\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`courses_live_idx\` ON \`courses\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`cohorts_live_idx\` ON \`cohorts\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`certifications_live_idx\` ON \`certifications\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`externships_live_idx\` ON \`externships\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`partners_live_idx\` ON \`partners\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`people_live_idx\` ON \`people\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`faqs_live_idx\` ON \`faqs\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`testimonials_live_idx\` ON \`testimonials\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`locations_live_idx\` ON \`locations\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`pages_live_idx\` ON \`pages\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`releases_documents\`;`)
  await db.run(sql`DROP TABLE \`releases_held\`;`)
  await db.run(sql`DROP TABLE \`releases_warnings\`;`)
  await db.run(sql`DROP TABLE \`releases\`;`)
  await db.run(sql`DROP TABLE \`webhook_deliveries\`;`)
  await db.run(sql`DROP INDEX \`posts_live_idx\`;`)
  await db.run(sql`DROP INDEX \`categories_live_idx\`;`)
  await db.run(sql`DROP INDEX \`courses_live_idx\`;`)
  await db.run(sql`DROP INDEX \`cohorts_live_idx\`;`)
  await db.run(sql`DROP INDEX \`certifications_live_idx\`;`)
  await db.run(sql`DROP INDEX \`externships_live_idx\`;`)
  await db.run(sql`DROP INDEX \`partners_live_idx\`;`)
  await db.run(sql`DROP INDEX \`people_live_idx\`;`)
  await db.run(sql`DROP INDEX \`faqs_live_idx\`;`)
  await db.run(sql`DROP INDEX \`testimonials_live_idx\`;`)
  await db.run(sql`DROP INDEX \`locations_live_idx\`;`)
  await db.run(sql`DROP INDEX \`pages_live_idx\`;`)
}
