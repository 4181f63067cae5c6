package io.sallyport.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts many keys into the database of an appliance that is stopped, behind its back, with the
 * database's own tool out of the appliance's module path. The admin API takes one key at a time,
 * each on the disk before it is answered, and every change makes all keys be read anew: a hundred
 * thousand would take hours.
 */
final class StoredKeys {
    private static final String MODULE_PATH = "--module-path";
    private static final String TOOL = "org.h2.tools.RunScript";

    private StoredKeys() {}

    /** The secrets of some of them, evenly chosen; the appliance runs again when this returns. */
    static List<String> put(ProvedAppliance appliance, int count, int chosen)
            throws IOException, InterruptedException {
        List<String> running = appliance.commandLine();
        List<String> secrets = new ArrayList<>();
        appliance.whileStopped(directory -> {
            Path data = directory.resolve("data");
            KeyMint mint = new KeyMint(Files.readString(data.resolve("pepper")).strip());
            Path rows = directory.resolve("keys.csv");
            secrets.addAll(write(rows, mint, count, chosen));
            run(running, directory, rows, data.resolve("sallyport"));
        });
        return secrets;
    }

    private static List<String> write(Path rows, KeyMint mint, int count, int chosen)
            throws IOException {
        List<String> secrets = new ArrayList<>();
        int every = Math.max(1, count / chosen);
        try (BufferedWriter out = Files.newBufferedWriter(rows)) {
            for (int i = 0; i < count; i++) {
                String key = mint.next();
                out.write(
                        "%s,scale,many,INFERENCE,%s,2026-01-01 00:00:00Z\n"
                                .formatted(KeyMint.id(key), mint.hash(key)));
                if (i % every == 0 && secrets.size() < chosen) {
                    secrets.add(key);
                }
            }
        }
        return secrets;
    }

    private static void run(List<String> running, Path directory, Path rows, Path database)
            throws IOException, InterruptedException {
        Path script = directory.resolve("keys.sql");
        Files.writeString(
                script,
                """
                insert into slp_key
                  (key_id, organisation_id, key_name, key_kind, key_hmac, created_at)
                  select * from csvread('%s', 'c1,c2,c3,c4,c5,c6');
                update key_version set change_count = change_count + 1;
                """
                        .formatted(rows));
        Path said = directory.resolve("keys.log");
        Process tool =
                new ProcessBuilder(
                                running.getFirst(),
                                "-cp",
                                jar(running).toString(),
                                TOOL,
                                "-url",
                                "jdbc:h2:file:"
                                        + database
                                        + ";DATABASE_TO_LOWER=TRUE;TRACE_LEVEL_FILE=0",
                                "-user",
                                "sallyport",
                                "-script",
                                script.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        if (tool.waitFor() != 0) {
            throw new BenchFailed("the keys were not stored: " + Files.readString(said).strip());
        }
    }

    /** The jar of the database, where the appliance has its modules. */
    private static Path jar(List<String> running) throws IOException {
        String modules = running.get(running.indexOf(MODULE_PATH) + 1);
        List<Path> found = new ArrayList<>();
        for (String place : Arrays.asList(modules.split(":"))) {
            if (Files.isDirectory(Path.of(place))) {
                try (var jars = Files.newDirectoryStream(Path.of(place), "h2-*.jar")) {
                    jars.forEach(found::add);
                }
            }
        }
        if (found.size() != 1) {
            throw new BenchFailed("the appliance has no h2 jar on its module path " + modules);
        }
        return found.getFirst();
    }
}
