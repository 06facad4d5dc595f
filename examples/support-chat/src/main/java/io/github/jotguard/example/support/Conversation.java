package io.github.jotguard.example.support;

import java.util.List;

/** The latest messages between a user and the support, oldest first. */
record Conversation(String userId, List<Message> messages) {}
