package io.sallyport.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file beside an H2 database that names the process which has it open, so that a second process
 * can say whom it met. It is a note for people; the lock itself is H2's.
 */
final class OwnerNote {
    private final Optional<Path> file;

    OwnerNote(DatabaseAddress address) {
        file = address.file().map(path -> path.resolveSibling(path.getFileName() + ".owner"));
    }

    /** Says that this process owns the database. */
    void write() {
        file.ifPresent(path -> {
            try {
                Files.writeString(path, Long.toString(ProcessHandle.current().pid()));
            } catch (IOException unwritable) {
                // Without the note the database works; only a later message is poorer.
                remove();
            }
        });
    }

    void remove() {
        file.ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException stays) {
                // A note that stays names a process that is gone, and says so when read.
                path.toFile().deleteOnExit();
            }
        });
    }

    /** Who has the database, in words that complete "by". */
    String owner() {
        return file.flatMap(OwnerNote::pid)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .map(OwnerNote::words)
                .orElse("another process (find it with 'fuser' or 'lsof' on the file)");
    }

    private static String words(ProcessHandle process) {
        String program = process.info().command().map(command -> " (" + command + ")").orElse("");
        return "process " + process.pid() + program;
    }

    private static Optional<Long> pid(Path path) {
        try {
            return Optional.of(Long.valueOf(Files.readString(path).strip()));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
