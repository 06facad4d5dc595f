package io.github.jotguard.example.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** A directory that nobody but this user can read or change. Programs that run from it are this user's own. */
final class PrivateDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    private PrivateDirectory() {}

    /**
     * Creates the directory with mode 0700, or checks the one that is there. On Windows, which has no modes, its parent
     * is expected to be this user's own, as the temporary directory is.
     *
     * @param directory in a directory that exists
     * @return the directory
     * @throws IOException if it cannot be created, is a symbolic link or no directory, belongs to another user, or is
     *     open to others; the message says what to do
     */
    static Path open(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Files.createDirectories(directory);
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(directory + " is not in a directory.");
        }
        rejectReplaceable(parent);
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException thereAlready) {
            // by an earlier run of this user, or planted by somebody else
        }
        check(directory, parent);
        return directory;
    }

    /** Rejects a parent in which others can rename the directory, because they could put another in its place. */
    private static void rejectReplaceable(Path parent) throws IOException {
        if (parent.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            int mode = (int) Files.getAttribute(parent, "unix:mode");
            if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
                throw new IOException("Any user can replace files in " + parent
                        + ". Set its sticky bit (chmod +t), or set java.io.tmpdir to another directory.");
            }
        }
    }

    private static void check(Path directory, Path parent) throws IOException {
        PosixFileAttributes found =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isDirectory()) {
            throw rejected(directory, found.isSymbolicLink() ? "is a symbolic link" : "is not a directory");
        }
        if (!found.owner().equals(thisUser(parent))) {
            throw rejected(directory, "belongs to " + found.owner().getName());
        }
        if (!OWNER_ONLY.equals(found.permissions())) {
            throw rejected(directory, "has the mode " + PosixFilePermissions.toString(found.permissions()));
        }
    }

    private static IOException rejected(Path directory, String what) {
        return new IOException(directory + " " + what + ", so other users could change what runs from it. Remove it,"
                + " or set java.io.tmpdir to another directory.");
    }

    /** The owner of a new file: there need not be a name for this user. */
    private static UserPrincipal thisUser(Path parent) throws IOException {
        Path file = Files.createTempFile(parent, "owner-", ".tmp");
        try {
            return Files.getOwner(file);
        } finally {
            Files.delete(file);
        }
    }
}
