package io.sallyport.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the database to the version of this program; refuses one that is ahead of it. */
final class Migrations {
    private static final String LOCATION = "classpath:io/sallyport/store/migration";

    private Migrations() {}

    static void apply(DataSource pool, DatabaseAddress address) {
        Flyway flyway =
                Flyway.configure(Migrations.class.getClassLoader())
                        .dataSource(pool)
                        .locations(LOCATION)
                        .failOnMissingLocations(true)
                        .validateMigrationNaming(true)
                        .load();
        try {
            refuseNewer(flyway, address);
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new DatabaseUnusable(
                    "The database "
                            + address.printable()
                            + " could not be brought to this version: a migration failed or was"
                            + " changed after it ran. Restore the last backup, or start the"
                            + " version that was used before.",
                    failed);
        }
    }

    private static void refuseNewer(Flyway flyway, DatabaseAddress address) {
        MigrationVersion known = MigrationVersion.EMPTY;
        MigrationVersion applied = MigrationVersion.EMPTY;
        for (MigrationInfo migration : flyway.info().all()) {
            if (migration.getVersion() == null) {
                continue;
            }
            if (migration.getState().isResolved()) {
                known = later(known, migration.getVersion());
            }
            if (migration.getState().isApplied()) {
                applied = later(applied, migration.getVersion());
            }
        }
        if (known.equals(MigrationVersion.EMPTY)) {
            throw new DatabaseUnusable(
                    "This program contains no migrations: the installation is damaged. Install it"
                            + " again.");
        }
        if (applied.compareTo(known) > 0) {
            throw new DatabaseUnusable(
                    "The database "
                            + address.printable()
                            + " is newer (version "
                            + applied
                            + ") than this program (version "
                            + known
                            + "). Start the newer Sallyport that was used before, or restore a"
                            + " backup from before its start.");
        }
    }

    private static MigrationVersion later(MigrationVersion one, MigrationVersion other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
