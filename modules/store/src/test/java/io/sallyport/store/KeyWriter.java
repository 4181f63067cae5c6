package io.sallyport.store;

import java.nio.file.Path;

/** A process that keeps keys one after the other and prints each once it is acknowledged. */
final class KeyWriter {
    private KeyWriter() {}

    /** Writes until it is killed; the argument is the folder of the database. */
    public static void main(String[] arguments) {
        try (Database database = TestDatabases.h2File(Path.of(arguments[0]))) {
            for (int i = 0; i < 1_000_000; i++) {
                String id = "%08d".formatted(i);
                database.keys().insert(DatabaseTest.key(id));
                System.out.println(id);
                System.out.flush();
            }
        }
    }
}
