package io.sallyport.appliance;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Files with a secret in them: made with mode 0600, and read only when nobody else may. The rule is
 * the one of PostgreSQL for its key file: nobody but the owner, or, when root owns it, root and the
 * group.
 */
final class SecretFile {
    private static final long LARGEST = 64 << 10;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private SecretFile() {}

    /**
     * The text of this file without the line break at its end.
     *
     * @throws IllegalArgumentException when it is missing, empty, too large or open to others; says
     *     what to do
     */
    static String read(Path file) {
        try {
            refuseLooseMode(file);
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(
                        "the file %s is larger than 64 KiB, no secret is".formatted(file));
            }
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw new IllegalArgumentException(
                        "the file %s is empty; write the secret into it".formatted(file));
            }
            return text;
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(
                    "there is no file %s; correct the path".formatted(file), missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the file %s cannot be read by this user; correct its owner or its path"
                            .formatted(file),
                    unreadable);
        }
    }

    /**
     * The secret in this file, which is made with mode 0600 when it is not there. It never exists
     * half written or readable by others: the text goes into a file beside it, which then takes the
     * name, and only when nobody was first.
     */
    static String readOrCreate(Path file, Supplier<String> fresh) {
        if (Files.notExists(file)) {
            try {
                create(file, fresh.get());
            } catch (IOException failed) {
                throw new IllegalArgumentException(
                        "the file %s cannot be written; let this user write to its directory"
                                .formatted(file),
                        failed);
            }
        }
        return read(file);
    }

    private static void create(Path file, String secret) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path draft =
                Files.createTempFile(
                        parent,
                        "." + file.getFileName(),
                        ".new",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(draft, secret + "\n", StandardOpenOption.TRUNCATE_EXISTING);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException otherWasFirst) {
            // Two processes started at once: the secret of the first is the secret of both.
            Files.delete(draft);
            return;
        }
        Files.delete(draft);
    }

    private static void refuseLooseMode(Path file) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new IllegalArgumentException("%s is no file".formatted(file));
        }
        EnumSet<PosixFilePermission> allowed =
                EnumSet.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE);
        if (attributes.owner().getName().equals("root")) {
            allowed.add(PosixFilePermission.GROUP_READ);
        }
        if (!allowed.containsAll(attributes.permissions())) {
            throw new IllegalArgumentException(
                    "the file %s has mode %s, so that others may read it; run: chmod 600 %s"
                            .formatted(
                                    file,
                                    PosixFilePermissions.toString(attributes.permissions()),
                                    file));
        }
    }
}
