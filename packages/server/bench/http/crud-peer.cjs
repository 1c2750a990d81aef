// express-crud-router over Sequelize, as its readme puts them together; `bench http` copies this where both are installed.
const express = require('express');
const { crud } = require('express-crud-router');
const sequelizeCrud = require('express-crud-router-sequelize-v6-connector').default;
const { DataTypes, Sequelize } = require('sequelize');

const { FILE: storage, COLUMNS: columns = '', PORT: port } = process.env;
const sequelize = new Sequelize({ dialect: 'sqlite', storage, logging: false });
const fields = Object.fromEntries(columns.split(',').map((name) => [name, DataTypes.STRING]));
const Order = sequelize.define('order', fields, { tableName: 'orders', timestamps: false });
const app = express();
app.use(crud('/orders', sequelizeCrud(Order)));
app.listen(Number(port), '127.0.0.1');
