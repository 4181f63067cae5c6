package io.sallyport.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where programs of other makers are: on the PATH, or where a Debian package puts a server. */
record Programs(String path) {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    static Programs ofThisMachine() {
        String path = System.getenv("PATH");
        return new Programs((path == null ? "" : path) + File.pathSeparator + "/usr/sbin");
    }

    Optional<Path> find(String name) {
        return Stream.of(SEPARATOR.split(path))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
